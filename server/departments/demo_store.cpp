#include "server/departments/demo_store.hpp"

namespace departments
{
bool has_demo(db::Session& db) { return db.value<bool>("SELECT EXISTS (SELECT 1 FROM departments WHERE demo)"); }

void remove_demo(db::Session& db)
{
    db.exec("DELETE FROM departments WHERE demo");
    db.exec(R"sql(
        DELETE FROM users
         WHERE demo AND role <> 'admin'
           AND NOT EXISTS (SELECT 1 FROM uploads WHERE uploader_id = users.id))sql");
    db.exec("UPDATE users SET disabled_at = $1 WHERE demo AND role <> 'admin' AND disabled_at IS NULL", db.now());
}
} // namespace departments

#include "server/departments/school_store.hpp"

namespace departments
{
std::string school_name(db::Session& db)
{
    return db.value<std::string>("SELECT COALESCE(MAX(value), '') FROM settings WHERE name = 'school_name'");
}

void set_school_name(db::Session& db, const std::string& name)
{
    static constexpr auto sql = R"sql(
        INSERT INTO settings (name, value) VALUES ('school_name', $1) ON CONFLICT (name) DO UPDATE SET value = $1)sql";
    db.exec(sql, name);
}
} // namespace departments

#include "server/departments/demo_store.hpp"

namespace departments
{
bool has_demo(db::Session& db) { return db.value<bool>("SELECT EXISTS (SELECT 1 FROM departments WHERE demo)"); }

std::vector<DemoUpload> demo_uploads(db::Session& db)
{
    return db.all<DemoUpload>(
        "SELECT u.id, u.sha256 FROM uploads u JOIN departments d ON d.id = u.department_id WHERE d.demo ORDER BY u.id");
}

void mark_schedules_as_demo(db::Session& db)
{
    db.exec("UPDATE schedules SET demo = TRUE");
    db.exec("UPDATE sources SET demo = TRUE");
    db.exec("UPDATE calendars SET demo = TRUE");
}

void remove_demo(db::Session& db)
{
    // A school that uses the same key later starts at version 1.
    db.exec(R"sql(
        DELETE FROM report_versions
         WHERE report_key IN (SELECT reports.report_key
                                FROM reports
                                JOIN runs ON runs.id = reports.run_id
                                JOIN departments ON departments.id = runs.department_id
                               WHERE departments.demo))sql");
    db.exec("DELETE FROM departments WHERE demo");
    // What the school itself has come to use of it stays.
    db.exec("DELETE FROM schedules WHERE demo");
    db.exec("DELETE FROM sources WHERE demo AND NOT EXISTS (SELECT 1 FROM schedules WHERE source_id = sources.id)");
    db.exec(R"sql(
        DELETE FROM calendars
         WHERE demo AND NOT EXISTS (SELECT 1 FROM schedules WHERE calendar_id = calendars.id)
           AND NOT EXISTS (SELECT 1 FROM expectations WHERE calendar_id = calendars.id))sql");
    db.exec(R"sql(
        DELETE FROM users
         WHERE demo AND role <> 'admin'
           AND NOT EXISTS (SELECT 1 FROM uploads WHERE uploader_id = users.id))sql");
    db.exec("UPDATE users SET disabled_at = $1 WHERE demo AND role <> 'admin' AND disabled_at IS NULL", db.now());
}
} // namespace departments

#include "server/runs/stored_file_store.hpp"

namespace runs
{
bool refers_to_upload(db::Session& db, std::string_view sha256)
{
    static constexpr auto sql = R"sql(
        SELECT EXISTS (SELECT 1 FROM uploads WHERE sha256 = $1) OR EXISTS (SELECT 1 FROM slips WHERE sha256 = $1)
            OR EXISTS (SELECT 1 FROM samples WHERE sha256 = $1))sql";
    return db.value<bool>(sql, sha256);
}

bool refers_to_export(db::Session& db, std::string_view sha256)
{
    static constexpr auto sql = R"sql(
        SELECT EXISTS (SELECT 1 FROM run_files WHERE sha256 = $1) OR EXISTS (SELECT 1 FROM report_files WHERE sha256 = $1)
            OR EXISTS (SELECT 1 FROM stage_results WHERE output_sha256 = $1)
            OR EXISTS (SELECT 1 FROM settings WHERE name = 'school_logo' AND value = $1))sql";
    return db.value<bool>(sql, sha256);
}
} // namespace runs

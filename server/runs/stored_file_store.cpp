#include "server/runs/stored_file_store.hpp"

namespace runs
{
namespace
{
struct Hash {
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(Hash, (), (sha256))
} // namespace

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

std::vector<std::string> exports_of(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        SELECT sha256 FROM run_files WHERE run_id = $1
        UNION SELECT x.sha256 FROM report_files x JOIN reports p ON p.id = x.report_id WHERE p.run_id = $1
        UNION SELECT output_sha256 FROM stage_results WHERE run_id = $1)sql";
    std::vector<std::string> hashes;
    for (auto& one : db.all<Hash>(sql, run_id)) hashes.push_back(std::move(one.sha256));
    return hashes;
}
} // namespace runs

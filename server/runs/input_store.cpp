#include "server/runs/input_store.hpp"

namespace runs
{
namespace
{
struct SentFile {
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(SentFile, (), (sha256))
} // namespace

Claim input_of(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        SELECT r.id, r.attempt, d.id AS department_id, d.key AS department_key, d.name AS department_name,
               f.id AS feed_id, f.key AS feed_key, f.title AS feed_title, r.period, r.contract_version,
               c.text AS contract_text, r.approved, r.approval_reason, u.file_name, u.sha256, u.storage_key, p.name AS uploader,
               u.accepted_at, r.trace_id
          FROM runs r JOIN departments d ON d.id = r.department_id JOIN feeds f ON f.id = r.feed_id
          JOIN contracts c ON c.feed_id = r.feed_id AND c.version = r.contract_version
          JOIN uploads u ON u.id = r.upload_id JOIN users p ON p.id = u.uploader_id
         WHERE r.id = $1)sql";
    return db.find<Claim>(sql, run_id).value();
}

std::optional<std::string> file_before(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        SELECT u.sha256 FROM runs r JOIN uploads u ON u.feed_id = r.feed_id AND u.id < r.upload_id
         WHERE r.id = $1 ORDER BY u.id DESC LIMIT 1)sql";
    auto found = db.find<SentFile>(sql, run_id);
    return found ? std::optional(found->sha256) : std::nullopt;
}
} // namespace runs

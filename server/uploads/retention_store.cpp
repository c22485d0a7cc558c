#include "server/uploads/retention_store.hpp"

namespace uploads
{
std::vector<KeptFeed> feeds_with_files(db::Session& db)
{
    static constexpr auto sql = R"sql(
        SELECT f.id, f.key, f.department_id, c.text AS contract_text
          FROM feeds f JOIN contracts c ON c.feed_id = f.id AND c.version = f.contract_version
         WHERE EXISTS (SELECT 1 FROM uploads u WHERE u.feed_id = f.id) ORDER BY f.id)sql";
    return db.all<KeptFeed>(sql);
}

std::vector<OldFile> sent_before(db::Session& db, std::int64_t feed_id, const std::string& instant)
{
    static constexpr auto sql = R"sql(
        SELECT u.id, u.sha256 FROM uploads u
         WHERE u.feed_id = $1 AND u.accepted_at < $2
           AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.upload_id = u.id AND r.state IN ('queued', 'running'))
         ORDER BY u.id)sql";
    return db.all<OldFile>(sql, feed_id, instant);
}

std::int64_t take_away(db::Session& db, const std::vector<OldFile>& files)
{
    static constexpr auto reports = R"sql(
        SELECT COUNT(*) FROM reports p JOIN runs r ON r.id = p.run_id WHERE r.upload_id = $1)sql";
    std::int64_t gone = 0;
    for (const auto& file : files) {
        gone += db.value<std::int64_t>(reports, file.id);
        db.exec("DELETE FROM uploads WHERE id = $1", file.id);
    }
    return gone;
}
} // namespace uploads

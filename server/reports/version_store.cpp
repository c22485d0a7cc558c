#include "server/reports/version_store.hpp"

namespace reports
{
std::optional<Report> find_version(db::Session& db, const std::string& report_key, std::int64_t version)
{
    auto found = db.find<ReportRef>("SELECT id, version FROM reports WHERE report_key = $1 AND version = $2",
                                    report_key, version);
    return found ? find(db, users::Scope::everything(), found->id) : std::nullopt;
}

std::optional<Report> version_before(db::Session& db, const Report& report)
{
    static constexpr auto sql =
        "SELECT id, version FROM reports WHERE report_key = $1 AND version < $2 ORDER BY version DESC LIMIT 1";
    auto found = db.find<ReportRef>(sql, report.report_key, report.version);
    return found ? find(db, users::Scope::everything(), found->id) : std::nullopt;
}

std::optional<std::int64_t> newest_of(db::Session& db, std::int64_t feed_id)
{
    auto found =
        db.find<ReportRef>("SELECT id, version FROM reports WHERE feed_id = $1 ORDER BY id DESC LIMIT 1", feed_id);
    return found ? std::optional(found->id) : std::nullopt;
}

std::optional<Report> newest_in_force(db::Session& db, std::int64_t feed_id)
{
    static constexpr auto sql = R"sql(
        SELECT p.id, p.version FROM reports p
         WHERE p.feed_id = $1 AND p.withdrawn_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM reports n WHERE n.report_key = p.report_key AND n.version > p.version)
         ORDER BY p.period DESC, p.id DESC LIMIT 1)sql";
    auto found = db.find<ReportRef>(sql, feed_id);
    return found ? find(db, users::Scope::everything(), found->id) : std::nullopt;
}
} // namespace reports

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
} // namespace reports

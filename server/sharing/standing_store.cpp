#include "server/sharing/standing_store.hpp"
#include "server/http/problem.hpp"

namespace sharing
{
ReportStanding standing_of(db::Session& db, std::int64_t report_id)
{
    static constexpr auto sql = R"sql(
        SELECT p.personal, p.withdrawn_at, p.withdrawn_by, p.withdrawn_reason,
               (SELECT COUNT(*) FROM deliveries g
                 WHERE g.report_id = p.id AND g.kind = 'report' AND g.state <> 'suppressed') AS shared_with
          FROM reports p WHERE p.id = $1)sql";
    return db.find<ReportStanding>(sql, report_id).value_or(ReportStanding{});
}

void note_personal(db::Session& db, std::int64_t report_id, bool personal)
{
    db.exec("UPDATE reports SET personal = $2 WHERE id = $1", report_id, personal);
}

Result<void> withdraw(db::Session& db, std::int64_t report_id, const std::string& by, const std::string& reason)
{
    static constexpr auto sql = R"sql(
        UPDATE reports SET withdrawn_at = $2, withdrawn_by = $3, withdrawn_reason = $4
         WHERE id = $1 AND withdrawn_at IS NULL)sql";
    if (db.exec(sql, report_id, db.now(), by, reason) == 0)
        return refuse(Why::conflict, "This version was withdrawn already.");
    return {};
}

void require_not_withdrawn(db::Session& db, std::int64_t report_id)
{
    auto withdrawn = standing_of(db, report_id).withdrawn;
    if (withdrawn)
        throw http::Stop(http::problem_of(410, "This version of the report was withdrawn on " +
                                                   withdrawn->at.substr(0, 10) + " by " + withdrawn->by + ": " +
                                                   withdrawn->reason));
}
} // namespace sharing

#pragma once
// What holds of a version of a report beside its rows: whether it names people, and whether it may still be had.
#include "base/result.hpp"
#include "server/db/session.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>

namespace sharing
{
struct Withdrawn {
    std::string at, by, reason;
};
BOOST_DESCRIBE_STRUCT(Withdrawn, (), (at, by, reason))

struct ReportStanding {
    bool personal = true; // a column names somebody
    std::optional<Withdrawn> withdrawn;
    std::int64_t shared_with = 0; // recipients, by mail
};
BOOST_DESCRIBE_STRUCT(ReportStanding, (), (personal, withdrawn, shared_with))

ReportStanding standing_of(db::Session& db, std::int64_t report_id);
void note_personal(db::Session& db, std::int64_t report_id, bool personal);
// Refuses (conflict) a version that was withdrawn already.
Result<void> withdraw(db::Session& db, std::int64_t report_id, const std::string& by, const std::string& reason);
// Leaves the handler with 410 where nobody gets this version any more.
void require_not_withdrawn(db::Session& db, std::int64_t report_id);
} // namespace sharing

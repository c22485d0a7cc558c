#include "server/arrivals/meet_store.hpp"
#include "server/arrivals/announce_store.hpp"

namespace arrivals
{
namespace
{
struct Met {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Met, (), (id))
} // namespace

void meet(db::Session& db, std::int64_t feed_id, const std::string& period, std::int64_t upload_id)
{
    static constexpr auto of_period = R"sql(
        UPDATE due_files SET state = 'met', met_at = $3, upload_id = $4
         WHERE feed_id = $1 AND period = $2 AND state IN ('open', 'late') RETURNING id)sql";
    static constexpr auto oldest = R"sql(
        UPDATE due_files SET state = 'met', met_at = $2, upload_id = $3
         WHERE id IN (SELECT MIN(d.id) FROM due_files d
                       WHERE d.feed_id = $1 AND d.state IN ('open', 'late') AND d.opens_at <= $2
                         AND d.due_at = (SELECT MIN(e.due_at) FROM due_files e
                                          WHERE e.expectation_id = d.expectation_id AND e.state IN ('open', 'late'))
                       GROUP BY d.expectation_id)
           AND state IN ('open', 'late') RETURNING id)sql";
    auto now = db.now();
    auto met = period.empty() ? db.all<Met>(oldest, feed_id, now, upload_id)
                              : db.all<Met>(of_period, feed_id, period, now, upload_id);
    for (const auto& one : met) announce(db, one.id);
}
} // namespace arrivals

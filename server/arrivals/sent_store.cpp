#include "server/arrivals/sent_store.hpp"

namespace arrivals
{
std::vector<Sent> newest_sent(db::Session& db, const users::Scope& scope, const std::vector<std::string>& periods)
{
    db::Query query(R"sql(
        SELECT n.feed_id, n.period, n.upload_id, r.id AS run_id, r.state AS run_state
          FROM (SELECT u.feed_id, u.period, MAX(u.id) AS upload_id FROM feeds f JOIN uploads u ON u.feed_id = f.id
                 WHERE u.period IN ()sql");
    for (std::size_t i = 0; i < periods.size(); ++i) {
        if (i > 0) query.add(", ");
        query.add("?", periods[i]);
    }
    query.add(")");
    scope.limit(query, " AND f.department_id");
    query.add(R"sql( GROUP BY u.feed_id, u.period) n
          LEFT JOIN runs r ON r.id = (SELECT MAX(x.id) FROM runs x WHERE x.upload_id = n.upload_id))sql");
    return db.all<Sent>(query);
}
} // namespace arrivals

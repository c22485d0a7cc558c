#include "server/runs/overview_store.hpp"
#include "server/db/clock.hpp"

namespace runs
{
std::vector<Placed> placed_feeds(db::Session& db, const users::Scope& scope)
{
    db::Query query(R"sql(
        SELECT d.id AS department_id, d.key AS department_key, d.name AS department_name, f.id AS feed_id,
               f.key AS feed_key, f.title AS feed_title, f.period, )sql");
    query.add(db::clock_of(db.engine())).add(R"sql( AS now
          FROM (SELECT d.id, d.key, d.name FROM departments d WHERE TRUE)sql");
    scope.limit(query, " AND d.id");
    query.add(R"sql( ORDER BY d.name, d.id LIMIT 200) d
          LEFT JOIN feeds f ON f.department_id = d.id AND f.contract_version > 0
         ORDER BY d.name, d.id, f.id)sql");
    return db.all<Placed>(query);
}
} // namespace runs

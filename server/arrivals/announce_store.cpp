#include "server/arrivals/announce_store.hpp"
#include "base/json.hpp"
#include "server/events/event_store.hpp"

namespace arrivals
{
namespace
{
struct Told {
    std::int64_t id = 0, feed_id = 0, department_id = 0;
    std::string period, state;
};
BOOST_DESCRIBE_STRUCT(Told, (), (id, feed_id, department_id, period, state))
} // namespace

void announce(db::Session& db, std::int64_t due_file_id)
{
    static constexpr auto sql = R"sql(
        SELECT d.id, d.feed_id, f.department_id, d.period, d.state
          FROM due_files d JOIN feeds f ON f.id = d.feed_id WHERE d.id = $1)sql";
    auto told = db.find<Told>(sql, due_file_id);
    if (!told) return;
    json::object payload{
        {"id", told->id}, {"feed_id", told->feed_id}, {"period", told->period}, {"state", told->state}};
    events::append(db, events::Kind::due_file, told->department_id, json::serialize(payload));
}
} // namespace arrivals

#include "server/arrivals/announce_store.hpp"
#include "base/json.hpp"
#include "server/events/event_store.hpp"

namespace arrivals
{
namespace
{
struct Told : DueFileEvent {
    std::int64_t department_id = 0;
};
BOOST_DESCRIBE_STRUCT(Told, (DueFileEvent), (department_id))

struct Id {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Id, (), (id))
} // namespace

void announce(db::Session& db, std::int64_t due_file_id)
{
    static constexpr auto sql = R"sql(
        SELECT d.id, d.feed_id, f.department_id, d.period, d.state
          FROM due_files d JOIN feeds f ON f.id = d.feed_id WHERE d.id = $1)sql";
    auto told = db.find<Told>(sql, due_file_id);
    if (!told) return;
    const DueFileEvent& event = *told;
    events::append(db, events::Kind::due_file, told->department_id, json::serialize(json::encode(event)));
}

void announce_late(db::Session& db, std::int64_t expectation_id)
{
    static constexpr auto sql = "SELECT id FROM due_files WHERE expectation_id = $1 AND state = 'late' ORDER BY id";
    for (const auto& [id] : db.all<Id>(sql, expectation_id)) announce(db, id);
}
} // namespace arrivals

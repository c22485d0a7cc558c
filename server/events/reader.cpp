#include "server/events/reader.hpp"
#include "base/json.hpp"
#include <fmt/format.h>

namespace events
{
namespace
{
using Clock = std::chrono::steady_clock;
// Most gaps close within milliseconds. The longest transaction of a hub is over by the end of the second: its
// statements and its pauses have limits.
constexpr std::chrono::milliseconds usual{200};
constexpr std::chrono::seconds longest{60};

http::Permission permission_for(Kind kind)
{
    switch (kind) {
    case Kind::run:
    case Kind::stage:
    case Kind::incident:
    case Kind::due_file:
        return http::Permission::read_runs;
    case Kind::report:
        return http::Permission::read_reports;
    case Kind::sharing:
        return http::Permission::approve;
    case Kind::schedule:
    case Kind::source:
    case Kind::calendar:
        return http::Permission::write_feeds;
    }
    return http::Permission::manage_system;
}

http::Event told(const Event& event)
{
    auto on_the_wire = [&](const std::string& payload) {
        return std::make_shared<const std::string>(
            fmt::format("id: {}\nevent: {}\ndata: {}\n\n", event.id, json::enum_text(event.kind), payload));
    };
    auto text = on_the_wire(event.payload);
    auto masked = event.masked_payload ? on_the_wire(*event.masked_payload) : text;
    return {event.id, event.audience, permission_for(event.kind), std::move(text), std::move(masked)};
}
} // namespace

http::EventSource::Kept Reader::kept()
{
    auto range = database_.read([](db::Session& db) { return events::kept(db); });
    return {range.oldest, range.newest};
}

bool Reader::may_still_come(const Latest& next, std::int64_t highest)
{
    if (database_.engine() == db::Engine::sqlite || next.id <= whole_up_to_) return false;
    auto now = Clock::now();
    if (!gap_ || next.id > gap_->covers) gap_ = Gap{highest, now, std::nullopt};
    if (now - gap_->since < usual) return true;
    if (!gap_->over_at) gap_->over_at = database_.transact([](db::Session& db) { return next_transaction(db); });
    if (next.oldest_open <= *gap_->over_at && now - gap_->since < longest) return true;
    whole_up_to_ = gap_->covers;
    gap_.reset();
    return false;
}

http::EventSource::News Reader::news(std::int64_t after, std::size_t most)
{
    auto rows = database_.read([&](db::Session& db) { return latest(db, after, static_cast<std::int64_t>(most)); });
    News news;
    for (const auto& row : rows) {
        if (row.id != after + 1 && may_still_come(row, rows.back().id)) {
            news.waits = true;
            return news;
        }
        news.events.push_back(told(row));
        after = row.id;
    }
    gap_.reset();
    return news;
}

std::vector<http::Event> Reader::between(std::int64_t after, std::int64_t up_to, std::size_t most)
{
    std::vector<http::Event> found;
    for (const auto& row : database_.read(
             [&](db::Session& db) { return events::between(db, after, up_to, static_cast<std::int64_t>(most)); }))
        found.push_back(told(row));
    return found;
}
} // namespace events

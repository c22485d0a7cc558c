#include "server/arrivals/board.hpp"
#include "server/arrivals/due_store.hpp"
#include "server/arrivals/sent_store.hpp"
#include "server/departments/zone_store.hpp"
#include "server/feeds/feed_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace arrivals
{
namespace
{
using namespace std::chrono;
using Place = std::pair<std::int64_t, std::string>; // feed, period

std::vector<feeds::PeriodChoice> periods_up_to_next(engine::Period kind, sys_days today, std::int64_t count)
{
    std::vector<feeds::PeriodChoice> found;
    auto day = today;
    while (static_cast<std::int64_t>(found.size()) < count) {
        auto period = feeds::period_of(kind, day).value();
        found.push_back(period);
        while (feeds::period_of(kind, day)->key == period.key) day -= days(1);
    }
    std::ranges::reverse(found);
    day = today;
    while (feeds::period_of(kind, day)->key == found.back().key) day += days(1);
    found.push_back(feeds::period_of(kind, day).value());
    return found;
}

CellState state_of_run(const std::optional<runs::RunRef>& run)
{
    if (!run) return CellState::received;
    switch (run->state) {
    case runs::RunState::queued:
    case runs::RunState::running:
        return CellState::received;
    case runs::RunState::held:
        return CellState::needs_you;
    case runs::RunState::succeeded:
        return CellState::ready;
    case runs::RunState::failed:
    case runs::RunState::cancelled:
    case runs::RunState::quarantined:
        return CellState::stopped;
    }
    return CellState::received;
}

const char* words_of(CellState state)
{
    switch (state) {
    case CellState::needs_you:
        return "Here, needs you";
    case CellState::ready:
        return "Report ready";
    case CellState::stopped:
        return "Here, stopped";
    default:
        return "Here";
    }
}

Cell cell_of(const std::string& period, const DueFile* due, const Sent* sent, const calendars::Zone& zone,
             sys_days today)
{
    Cell cell;
    cell.period = period;
    if (sent) {
        cell.upload_id = sent->upload_id;
        if (sent->run) cell.run_id = sent->run->id;
    }
    if (due) {
        cell.due_file = due->id;
        cell.due_local = due->due_local;
        cell.recovered = due->recovered;
        cell.words = due->words;
    }
    if (due && due->state == DueState::excused)
        cell.state = CellState::excused;
    else if (due && due->state == DueState::late)
        cell.state = CellState::late;
    else if (due && due->state == DueState::open)
        cell.state =
            calendars::day_of(zone, schedules::seconds_of(due->due_at)) > today ? CellState::not_due : CellState::due;
    else {
        cell.state = sent ? state_of_run(sent->run) : CellState::received;
        cell.words = cell.recovered ? fmt::format("{}, came late", words_of(cell.state)) : words_of(cell.state);
    }
    return cell;
}

void count_on_time(BoardRow& row, const std::vector<const DueFile*>& due)
{
    int decided = 0, in_time = 0;
    for (const auto* file : due) {
        if (file->state == DueState::open || file->state == DueState::excused) continue;
        ++decided;
        in_time += file->state == DueState::met && !file->late_at;
    }
    if (decided == 0) {
        row.on_time_words = "Nothing was due yet";
        return;
    }
    row.on_time = static_cast<double>(in_time) / decided;
    row.on_time_words = fmt::format("{} of {} on time", in_time, decided);
}

// The current period: what is here, what is awaited.
void count(Board& board, const std::vector<DueFile>& files, const std::string& current, const calendars::Zone& zone,
           sys_days today)
{
    for (const auto& file : files) {
        if (file.state == DueState::late) ++board.late;
        if (file.period != current || file.state == DueState::excused) continue;
        ++board.expected;
        board.here += file.state == DueState::met;
        board.due_today +=
            file.state == DueState::open && calendars::day_of(zone, schedules::seconds_of(file.due_at)) <= today;
    }
    board.words =
        fmt::format("{} of {} here, {} due today, {} late", board.here, board.expected, board.due_today, board.late);
}

const users::UserRef* owner_of(const std::vector<const DueFile*>& due)
{
    for (const auto* file : due)
        if (file->owner) return &*file->owner;
    return nullptr;
}
} // namespace

Board board(db::Session& db, const users::Scope& scope, const BoardQuery& query)
{
    Board made;
    made.kind = query.kind;
    auto zone = departments::school_zone(db);
    made.zone = zone.name();
    auto now = schedules::now(db);
    auto today = calendars::day_of(zone, now);
    made.now_local = calendars::local_text(zone, now);
    made.periods = periods_up_to_next(query.kind, today, query.periods);
    std::vector<std::string> keys;
    for (const auto& period : made.periods) keys.push_back(period.key);
    auto files = of_periods(db, scope, keys, query.department_id);
    auto sent = newest_sent(db, scope, keys);
    std::map<Place, const DueFile*> due_at;
    std::map<Place, const Sent*> sent_at;
    std::map<std::int64_t, std::vector<const DueFile*>> due_of;
    for (const auto& file : files) {
        due_at[{file.feed.id, file.period}] = &file;
        due_of[file.feed.id].push_back(&file);
    }
    for (const auto& one : sent) sent_at[{one.feed_id, one.period}] = &one;
    for (const auto& feed : feeds::all_rules(db, scope)) {
        if (feed.period != query.kind || (query.department_id && feed.department.id != *query.department_id)) continue;
        BoardRow row{{feed.id, feed.key, feed.title}, feed.department, {}, {}, "", {}};
        if (const auto* owner = owner_of(due_of[feed.id])) row.owner = *owner;
        count_on_time(row, due_of[feed.id]);
        for (const auto& key : keys) {
            auto due = due_at.find({feed.id, key});
            auto here = sent_at.find({feed.id, key});
            if (due == due_at.end() && here == sent_at.end()) continue;
            row.cells.push_back(cell_of(key, due == due_at.end() ? nullptr : due->second,
                                        here == sent_at.end() ? nullptr : here->second, zone, today));
        }
        made.rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(made.rows, {},
                             [](const BoardRow& row) { return std::pair(row.department.name, row.feed.title); });
    count(made, files, keys[keys.size() - 2], zone, today);
    return made;
}
} // namespace arrivals

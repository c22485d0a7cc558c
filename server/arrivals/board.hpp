#pragma once
// Feeds by periods: what is here, what is due, what is late.
#include "server/arrivals/due_file.hpp"
#include "server/feeds/period.hpp"
#include "server/users/scope.hpp"

namespace arrivals
{
enum class CellState { not_due, due, received, needs_you, ready, stopped, late, excused };
BOOST_DESCRIBE_ENUM(CellState, not_due, due, received, needs_you, ready, stopped, late, excused)

struct Cell {
    std::string period;
    std::optional<std::int64_t> due_file; // its id; none: it came though nothing was due
    CellState state = CellState::not_due;
    std::optional<std::string> due_local;
    std::optional<std::int64_t> upload_id, run_id;
    bool recovered = false; // it came, and late
    std::string words;
};
BOOST_DESCRIBE_STRUCT(Cell, (), (period, due_file, state, due_local, upload_id, run_id, recovered, words))

struct BoardRow {
    feeds::FeedRef feed;
    departments::DepartmentRef department;
    std::optional<users::UserRef> owner;
    std::optional<double> on_time; // 0 … 1, of what was due in the shown periods and is decided; excused ones count not
    std::string on_time_words;     // "11 of 12 on time"
    std::vector<Cell> cells;       // by period; periods with nothing due and nothing sent have none
};
BOOST_DESCRIBE_STRUCT(BoardRow, (), (feed, department, owner, on_time, on_time_words, cells))

struct Board {
    engine::Period kind = engine::Period::week;
    std::string now_local, zone;
    std::int64_t expected = 0, here = 0, due_today = 0, late = 0; // of the current period
    std::string words;                                            // "14 of 17 here, 2 due today, 1 late"
    std::vector<feeds::PeriodChoice> periods;                     // oldest first
    std::vector<BoardRow> rows;                                   // feeds with periods of this kind, by department
};
BOOST_DESCRIBE_STRUCT(Board, (), (kind, now_local, zone, expected, here, due_today, late, words, periods, rows))

struct BoardQuery {
    engine::Period kind = engine::Period::week;
    std::int64_t periods = 12; // up to the current one, and the next
    std::optional<std::int64_t> department_id;
};
Board board(db::Session& db, const users::Scope& scope, const BoardQuery& query);
} // namespace arrivals

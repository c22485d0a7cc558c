#include "server/arrivals/arrival_routes.hpp"
#include "server/arrivals/announce_store.hpp"
#include "server/arrivals/board.hpp"
#include "server/arrivals/due_store.hpp"
#include "server/arrivals/expectation_store.hpp"
#include "server/arrivals/watcher.hpp"
#include "server/audit/note.hpp"
#include "server/http/list.hpp"
#include "server/http/problem.hpp"
#include "server/users/caller.hpp"
#include <fmt/format.h>

namespace arrivals
{
namespace may = http::may;

namespace
{
struct DueQuery : http::PageParameters {
    std::optional<DueState> state;
    std::optional<std::int64_t> feed_id, department_id;
};
BOOST_DESCRIBE_STRUCT(DueQuery, (http::PageParameters), (state, feed_id, department_id))

struct ExpectationQuery {
    std::optional<std::int64_t> feed_id;
};
BOOST_DESCRIBE_STRUCT(ExpectationQuery, (), (feed_id))

struct ArrivalsQuery {
    std::optional<engine::Period> kind;
    std::optional<std::int64_t> periods, department_id;
};
BOOST_DESCRIBE_STRUCT(ArrivalsQuery, (), (kind, periods, department_id))

struct ExcuseInput {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ExcuseInput, (), (reason))

struct Removed {
    bool removed = true;
};
BOOST_DESCRIBE_STRUCT(Removed, (), (removed))

void require_fine(const json::FieldErrors& errors, bool in_query = false)
{
    if (!errors.empty()) throw http::Stop(http::invalid(errors, in_query));
}

std::string tag_of(const ExpectationRow& row) { return fmt::format("\"{}\"", row.version); }

ExpectationRow require_expectation(http::Call& call)
{
    auto row = find(call.db(), users::scope_of(call), call.id());
    if (!row) throw Refusal{Why::not_found, "There is no such expected file."};
    return *row;
}

DueFile require_due(http::Call& call)
{
    auto file = find_due(call.db(), users::scope_of(call), call.id());
    if (!file) throw Refusal{Why::not_found, "There is no such due file."};
    return *file;
}

http::Listing<Expectation> list_expectations(http::Call& call, ExpectationQuery query)
{
    http::Listing<Expectation> list;
    for (const auto& row : all(call.db(), users::scope_of(call), query.feed_id))
        list.results.push_back(shown(call.db(), row));
    return list;
}

Expectation show_expectation(http::Call& call)
{
    auto row = require_expectation(call);
    call.tag = tag_of(row);
    return shown(call.db(), row);
}

void note(http::Call& call, const char* action, const ExpectationRow& row)
{
    audit::note(call.db(), call, action, {"expectation", row.id, row.department.id},
                row.feed.key + ": " + schedules::words_of(row));
}

http::Created<Expectation> create_expectation(http::Call& call, ExpectationInput input)
{
    require_fine(errors_in(call.db(), input));
    auto row = insert(call.db(), input);
    note(call, "expectation.create", row);
    return {shown(call.db(), row)};
}

Expectation change_expectation(http::Call& call, ExpectationInput input)
{
    auto row = require_expectation(call);
    call.require_match(tag_of(row), "Somebody has changed this meanwhile. Open it again.");
    require_fine(errors_in(call.db(), input));
    auto changed = change(call.db(), row.id, input);
    note(call, "expectation.change", changed);
    call.tag = tag_of(changed);
    return shown(call.db(), changed);
}

Removed remove_expectation(http::Call& call)
{
    auto row = require_expectation(call);
    remove(call.db(), row.id);
    note(call, "expectation.remove", row);
    return {};
}

Board show_board(http::Call& call, ArrivalsQuery query)
{
    BoardQuery wanted{query.kind.value_or(engine::Period::week), query.periods.value_or(12), query.department_id};
    json::FieldErrors errors;
    if (wanted.kind == engine::Period::none) errors.push_back({"kind", "must be week, month or term"});
    if (wanted.periods < 1 || wanted.periods > 60) errors.push_back({"periods", "must be 1 to 60"});
    require_fine(errors, true);
    return board(call.db(), users::scope_of(call), wanted);
}

http::List<DueFile> list_due_files(http::Call& call, DueQuery query)
{
    return http::list_of(call, require(list(call.db(), users::scope_of(call),
                                            {query.state, query.feed_id, query.department_id}, query.page())));
}

http::Listing<DueFile> list_expected(http::Call& call)
{
    constexpr std::chrono::hours ahead{7 * 24};
    http::Listing<DueFile> found{expected_now(call.db(), users::scope_of(call), ahead)};
    std::erase_if(found.results,
                  [&](const DueFile& file) { return !users::may_send_to(users::user_of(call), file.department.id); });
    return found;
}

// Notes what was done and tells who looks at it; the answer is the due file as it is now.
DueFile done(http::Call& call, const char* action, const std::string& detail = "")
{
    auto file = require_due(call);
    audit::note(call.db(), call, action, {"due_file", file.id, file.department.id},
                file.feed.key + " " + file.period + (detail.empty() ? "" : ": " + detail));
    announce(call.db(), file.id);
    return file;
}

DueFile excuse_file(http::Call& call, ExcuseInput input)
{
    constexpr std::size_t longest = 500;
    if (input.reason.find_first_not_of(" \n\t") == std::string::npos || input.reason.size() > longest)
        require_fine({{"reason", "Say in 500 letters at most why the file need not come."}});
    require(excuse(call.db(), require_due(call), input.reason, call.caller().id));
    return done(call, "due_file.excuse", input.reason);
}

DueFile unexcuse_file(http::Call& call)
{
    require(unexcuse(call.db(), require_due(call)));
    return done(call, "due_file.unexcuse");
}

DueFile hand_over_file(http::Call& call)
{
    require(hand_over(call.db(), require_due(call), true));
    return done(call, "due_file.hand_over");
}

DueFile take_back_file(http::Call& call)
{
    require(hand_over(call.db(), require_due(call), false));
    return done(call, "due_file.take_back");
}

DueFile remind_of_file(http::Call& call)
{
    auto file = require_due(call);
    if (file.state != DueState::open && file.state != DueState::late)
        throw Refusal{Why::conflict, "This file is no longer awaited."};
    auto now = call.db().now();
    if (!remind(call.db(), call.use<notifications::Outbox>(), call.use<users::Hub>(), file,
                file.state == DueState::late, fmt::format("due:{}:{}", file.id, now)))
        throw Refusal{Why::conflict, "Nobody is named for this file. Name an owner first."};
    note_reminded(call.db(), file.id);
    return done(call, "due_file.remind");
}

constexpr http::Route routes_of_arrivals[] = {
    http::get<&show_board>("/api/arrivals", may::read_runs, "Show which files have come, and which are awaited"),
    http::get<&list_expected>("/api/arrivals/expected", may::upload, "List what is expected now of those one may send"),
    http::get<&list_expectations>("/api/expectations", may::read_feeds, "List which files are expected when"),
    http::get<&show_expectation>("/api/expectations/{id}", may::read_feeds, "Show when a file is expected").tagged(),
    http::post<&create_expectation>("/api/expectations", may::manage_system, "Say when a file is expected"),
    http::post<&change_expectation>("/api/expectations/{id}/change", may::manage_system, "Change when it is expected")
        .tagged(),
    http::post<&remove_expectation>("/api/expectations/{id}/remove", may::manage_system, "Expect a file no more"),
    http::get<&list_due_files>("/api/due-files", may::read_runs, "List due files by due time"),
    http::get<&require_due>("/api/due-files/{id}", may::read_runs, "Show a due file"),
    http::post<&excuse_file>("/api/due-files/{id}/excuse", may::write_feeds, "Say that a file need not come, and why"),
    http::post<&unexcuse_file>("/api/due-files/{id}/unexcuse", may::write_feeds, "Await a file again"),
    http::post<&hand_over_file>("/api/due-files/{id}/hand-over", may::write_feeds, "Hand a due file to the deputy"),
    http::post<&take_back_file>("/api/due-files/{id}/take-back", may::write_feeds, "Give a due file back to its owner"),
    http::post<&remind_of_file>("/api/due-files/{id}/remind", may::write_feeds, "Write to whom a due file is with"),
};
} // namespace

std::span<const http::Route> routes() { return routes_of_arrivals; }
} // namespace arrivals

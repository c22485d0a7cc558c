#include "server/calendars/calendar_routes.hpp"
#include "server/audit/note.hpp"
#include "server/calendars/calendar_store.hpp"
#include "server/calendars/consequences.hpp"
#include "server/db/database.hpp"
#include "server/events/event_store.hpp"
#include "server/http/list.hpp"
#include "server/http/problem.hpp"
#include "server/runs/no_row_values.hpp"
#include "server/sandbox/sent_file.hpp"
#include "server/schedules/schedule_store.hpp"
#include "server/schedules/tick_store.hpp"
#include <fmt/format.h>

namespace calendars
{
namespace may = http::may;

namespace
{
struct Removed {
    bool removed = true;
};
BOOST_DESCRIBE_STRUCT(Removed, (), (removed))

constexpr std::chrono::seconds patience{15};

// All its days are closed until a person says otherwise.
struct ReadCalendar {
    std::optional<std::string> name;
    std::vector<CalendarDay> days; // by date
    std::vector<engine::LineProblem> problems;
};
BOOST_DESCRIBE_STRUCT(ReadCalendar, (), (name, days, problems))

struct FileQuery {
    std::optional<std::string> file_name;
};
BOOST_DESCRIBE_STRUCT(FileQuery, (), (file_name))

Calendar require_calendar(http::Call& call)
{
    auto calendar = find(call.db(), call.id());
    if (!calendar) throw Refusal{Why::not_found, "There is no such calendar."};
    return *calendar;
}

std::string tag_of(const Calendar& calendar) { return fmt::format("\"{}\"", calendar.version); }

void require_fine(const CalendarInput& input)
{
    if (auto errors = errors_in(input); !errors.empty()) throw http::Stop(http::invalid(errors, false));
}

void tell(http::Call& call, const char* action, const Calendar& calendar)
{
    audit::note(call.db(), call, action, {"calendar", calendar.id, {}}, calendar.name);
    events::append(call.db(), events::Kind::calendar, std::nullopt, json::serialize(json::object{{"id", calendar.id}}));
}

http::Listing<Calendar> list_calendars(http::Call& call) { return {all(call.db())}; }

Calendar show_calendar(http::Call& call)
{
    auto calendar = require_calendar(call);
    call.tag = tag_of(calendar);
    return calendar;
}

http::Created<Calendar> create_calendar(http::Call& call, CalendarInput input)
{
    require_fine(input);
    auto calendar = require(insert(call.db(), input));
    tell(call, "calendar.create", calendar);
    return {calendar};
}

Consequences preview_calendar(http::Call& call, CalendarInput input)
{
    auto before = require_calendar(call);
    require_fine(input);
    return consequences(call.db(), before, input);
}

Calendar change_calendar(http::Call& call, CalendarInput input)
{
    auto before = require_calendar(call);
    call.require_match(tag_of(before), "Somebody has changed this calendar meanwhile. Open it again.");
    require_fine(input);
    // What has passed goes by the calendar that was in force.
    for (const auto& row : schedules::going_by(call.db(), before.id)) schedules::decide(call.db(), row.id);
    auto calendar = require(change(call.db(), before.id, input));
    apply(call.db(), calendar.id);
    tell(call, "calendar.change", calendar);
    call.tag = tag_of(calendar);
    return calendar;
}

Removed remove_calendar(http::Call& call)
{
    auto calendar = require_calendar(call);
    require(remove(call.db(), calendar.id));
    tell(call, "calendar.remove", calendar);
    return {};
}

// Nothing is kept: the days go into the form, where a person looks at them.
class FileReceiver final : public http::Receives<ReadCalendar>
{
public:
    FileReceiver(http::Call& call, const FileQuery& query)
        : call_(call), name_(query.file_name.value_or("calendar.ics"))
    {
    }

    void write(std::string_view bytes) override { file_.write(bytes); }

    ReadCalendar answer() override
    {
        sandbox::EngineCall engine;
        engine.deadline = patience;
        engine.stop = call_.unwanted;
        engine.job.step = sandbox::EngineStep::calendar;
        engine.job.file_name = name_;
        engine.job.today = call_.database().read([](db::Session& db) { return db.now(); }).substr(0, 10);
        auto found = file_.look(std::move(engine)).calendar.value();
        ReadCalendar read{std::move(found.name), {}, std::move(found.problems)};
        for (auto& [date, label] : found.days)
            read.days.push_back({std::move(date), DayKind::closed, std::move(label), DayOrigin::import});
        return read;
    }

private:
    http::Call& call_;
    std::string name_;
    sandbox::SentFile file_{"The calendar file", engine::icalendar_bytes};
};

std::unique_ptr<http::Receives<ReadCalendar>> read_file(http::Call& call, FileQuery query)
{
    return std::make_unique<FileReceiver>(call, query);
}

constexpr http::Route routes_of_calendars[] = {
    http::get<&list_calendars>("/api/calendars", may::write_feeds, "List calendars by name"),
    http::get<&show_calendar>("/api/calendars/{id}", may::write_feeds, "Show a calendar").tagged(),
    http::post<&create_calendar>("/api/calendars", may::manage_system, "Add a calendar"),
    http::post<&read_file>("/api/calendars/read", may::manage_system,
                           "Read the days of an iCalendar file; keeps nothing")
        .asks_engine(),
    http::post<&preview_calendar>("/api/calendars/{id}/preview", may::manage_system,
                                  "Say which coming times a change makes appear and disappear; changes nothing"),
    http::post<&change_calendar>("/api/calendars/{id}/change", may::manage_system, "Change a calendar").tagged(),
    http::post<&remove_calendar>("/api/calendars/{id}/remove", may::manage_system, "Remove a calendar nothing goes by"),
};
} // namespace

std::span<const http::Route> routes() { return routes_of_calendars; }
} // namespace calendars

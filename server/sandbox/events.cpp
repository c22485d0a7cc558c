#include "server/sandbox/events.hpp"
#include "base/json.hpp"
#include "engine/run/published.hpp"
#include "engine/text/well_formed.hpp"
#include <cerrno>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace sandbox
{
namespace
{
using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds progress_interval{100};
constexpr int event_descriptor = 1;

template <class T> T member(const json::object& event, const char* name)
{
    T into{};
    json::FieldErrors errors;
    json::decode(event.if_contains(name), into, name, errors);
    if (!errors.empty())
        throw std::runtime_error("the engine process said " + errors[0].at + ", which " + errors[0].detail);
    return into;
}
} // namespace

void say(const boost::json::object& event)
{
    // JSON is UTF-8; what a file has instead must not make the whole event unreadable.
    auto line = engine::well_formed(json::serialize(event)) + '\n';
    for (std::string_view rest = line; !rest.empty();) {
        auto put = ::write(event_descriptor, rest.data(), rest.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) throw std::system_error(errno, std::generic_category(), "write");
        rest.remove_prefix(static_cast<std::size_t>(put));
    }
}

engine::Watcher saying_watcher()
{
    engine::Watcher watcher;
    watcher.started = [](engine::StageName stage) { say({{"event", "started"}, {"stage", json::encode(stage)}}); };
    watcher.progress = [last = Clock::time_point{}](engine::StageName stage, double share, std::int64_t rows) mutable {
        auto now = Clock::now();
        if (now - last < progress_interval) return;
        last = now;
        say({{"event", "progress"}, {"stage", json::encode(stage)}, {"share", share}, {"rows", rows}});
    };
    watcher.finished = [](const engine::StageReport& report) {
        say({{"event", "finished"}, {"report", json::encode(report)}});
    };
    return watcher;
}

void hear(std::string_view line, const engine::Watcher& watcher, Outcome& outcome)
{
    boost::system::error_code failed;
    auto parsed = json::parse(line, failed);
    if (failed || !parsed.is_object()) throw std::runtime_error("the engine process said something that is no event");
    const auto& event = parsed.get_object();
    auto name = member<std::string>(event, "event");
    if (name == "started")
        watcher.started(member<engine::StageName>(event, "stage"));
    else if (name == "progress")
        watcher.progress(member<engine::StageName>(event, "stage"), member<double>(event, "share"),
                         member<std::int64_t>(event, "rows"));
    else if (name == "finished")
        watcher.finished(member<engine::StageReport>(event, "report"));
    else if (name == "unconfined")
        outcome.unconfined = member<std::vector<std::string>>(event, "missing");
    else if (name == "result")
        outcome.prepared = member<engine::Prepared>(event, "prepared");
    else if (name == "preview")
        outcome.preview = member<engine::Preview>(event, "preview");
    else if (name == "trial")
        outcome.trial = member<engine::Trial>(event, "trial");
    else if (name == "published") {
        outcome.published = member<engine::Published>(event, "published");
        outcome.prepared = member<std::optional<engine::Prepared>>(event, "prepared");
    } else if (name == "merged")
        outcome.merged = member<engine::SlipMerge>(event, "merged");
    else if (name == "person")
        outcome.person = member<engine::PersonRows>(event, "person");
    else if (name == "calendar")
        outcome.calendar = member<engine::ICalendar>(event, "calendar");
    else if (name == "unreadable")
        outcome.unreadable =
            UnreadableAnswer{member<std::string>(event, "code"), member<std::string>(event, "message")};
    else if (name == "bad_contract")
        outcome.bad_contract = member<std::vector<engine::ContractError>>(event, "errors");
    else if (name == "done")
        outcome.done = true;
    else if (name == "failed")
        outcome.message = member<std::string>(event, "message");
    else
        throw std::runtime_error("the engine process said the unknown event " + name);
}
} // namespace sandbox

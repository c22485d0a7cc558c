#include "server/incidents/self_repair_store.hpp"
#include "base/clock.hpp"
#include "server/incidents/known_error.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace incidents
{
namespace
{
constexpr auto name = "self_repair";

struct Setting {
    SelfRepair value;
};
BOOST_DESCRIBE_STRUCT(Setting, (), (value))

struct Self {
    std::int64_t id = 0;
    std::string key;
    Guard guard = Guard::ask;
    bool enabled = true;
    std::optional<std::string> valid_until;
};
BOOST_DESCRIBE_STRUCT(Self, (), (id, key, guard, enabled, valid_until))

struct State {
    std::string state;
};
BOOST_DESCRIBE_STRUCT(State, (), (state))

std::string earlier(db::Session& db, std::chrono::hours by) { return utc_text(parse_utc(db.now()) - by); }
} // namespace

SelfRepair self_repair(db::Session& db)
{
    auto found = db.find<Setting>("SELECT value FROM settings WHERE name = $1", name);
    return found ? found->value : SelfRepair{};
}

void set_self_repair(db::Session& db, const SelfRepair& wanted)
{
    db.exec("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2", name,
            wanted);
}

std::optional<std::string> why_stopped(db::Session& db, std::int64_t known_error_id, bool by_person)
{
    static constexpr auto without_effect = R"sql(
        SELECT COUNT(*) FROM remedy_attempts WHERE known_error_id = $1 AND state = 'no_effect' AND at >= $2)sql";
    static constexpr auto by_itself = R"sql(
        SELECT COUNT(*) FROM remedy_attempts
         WHERE known_error_id = $1 AND state = 'worked' AND approved_by_id IS NULL AND at >= $2)sql";
    auto none = db.value<std::int64_t>(without_effect, known_error_id, earlier(db, std::chrono::hours(24)));
    if (none >= most_no_effect)
        return fmt::format("It changed nothing {} times within a day, so it is stopped until that is a day ago.", none);
    if (by_person) return std::nullopt;
    auto runs = db.value<std::int64_t>(by_itself, known_error_id, earlier(db, std::chrono::hours(1)));
    if (runs <= most_by_itself) return std::nullopt;
    return fmt::format("It repaired {} files by itself within an hour, so somebody is asked until that is an hour ago.",
                       runs);
}

std::int64_t confirmed(db::Session& db, std::int64_t known_error_id)
{
    static constexpr auto sql = R"sql(
        SELECT state FROM remedy_attempts
         WHERE known_error_id = $1 AND approved_by_id IS NOT NULL
           AND state IN ('worked', 'no_effect', 'failed', 'reverted')
         ORDER BY id DESC LIMIT 5)sql";
    auto last = db.all<State>(sql, known_error_id);
    auto other = std::ranges::find_if(last, [](const State& one) { return one.state != "worked"; });
    return other - last.begin();
}

void ask_first(db::Session& db, engine::Choices& choices)
{
    static constexpr auto sql = R"sql(
        SELECT id, key, guard, enabled, valid_until FROM known_errors
         WHERE shipped AND kind = 'format' ORDER BY key)sql";
    bool off = !self_repair(db).on;
    auto now = db.now();
    for (const auto& one : db.all<Self>(sql)) {
        bool acts = !off && one.guard == Guard::automatic && one.enabled && one.valid_until.value_or("~") > now;
        // “ask” is no answer that the engine offers, so it asks.
        if (!acts || why_stopped(db, one.id, false)) choices.emplace("repair:" + one.key, "ask");
    }
}
} // namespace incidents

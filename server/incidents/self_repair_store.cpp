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

struct Self : Lately {
    std::string key;
    Guard guard = Guard::ask;
    bool enabled = true;
    std::optional<std::string> valid_until;
};
BOOST_DESCRIBE_STRUCT(Self, (Lately), (key, guard, enabled, valid_until))

// Of a known error k; since a day ($1) and an hour ago ($2).
#define HOW_IT_DOES                                                                                                    \
    " (SELECT value FROM settings WHERE name = 'self_repair') AS setting,"                                             \
    " (SELECT COUNT(*) FROM remedy_attempts a"                                                                         \
    " WHERE a.known_error_id = k.id AND a.state = 'no_effect' AND a.at >= $1) AS in_vain,"                             \
    " (SELECT COUNT(DISTINCT r.upload_id) FROM remedy_attempts a JOIN runs r ON r.id = a.run_id"                       \
    " WHERE a.known_error_id = k.id AND a.state = 'worked' AND a.approved_by_id IS NULL AND a.at >= $2) AS by_itself," \
    " (SELECT COUNT(DISTINCT r.upload_id) FROM remedy_attempts a JOIN runs r ON r.id = a.run_id"                       \
    " WHERE a.known_error_id = k.id AND a.state = 'worked' AND a.approved_by_id IS NOT NULL"                           \
    " AND a.id > COALESCE((SELECT MAX(x.id) FROM remedy_attempts x"                                                    \
    " WHERE x.known_error_id = k.id AND x.approved_by_id IS NOT NULL"                                                  \
    " AND x.state IN ('no_effect', 'failed', 'reverted')), 0)) AS confirmed"

std::string before(const std::string& now, std::chrono::hours by) { return utc_text(parse_utc(now) - by); }
std::string an_hour_before(const std::string& now) { return before(now, std::chrono::hours(1)); }
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

std::string a_day_before(const std::string& now) { return before(now, std::chrono::hours(24)); }

std::optional<std::string> why_stopped_for_all(std::int64_t in_vain)
{
    if (in_vain < most_no_effect) return std::nullopt;
    return fmt::format("It changed nothing {} times within a day, so it is stopped until that is a day ago.", in_vain);
}

Lately lately(db::Session& db, std::int64_t known_error_id)
{
    static constexpr auto sql = "SELECT" HOW_IT_DOES " FROM known_errors k WHERE k.id = $3";
    auto now = db.now();
    return db.find<Lately>(sql, a_day_before(now), an_hour_before(now), known_error_id).value();
}

std::optional<std::string> why_stopped(const Lately& of)
{
    if (auto why = why_stopped_for_all(of.in_vain)) return why;
    if (of.by_itself <= most_by_itself) return std::nullopt;
    return fmt::format("It repaired {} files by itself within an hour, so somebody is asked until that is an hour ago.",
                       of.by_itself);
}

void ask_first(db::Session& db, engine::Choices& choices)
{
    static constexpr auto sql = "SELECT k.key, k.guard, k.enabled, k.valid_until," HOW_IT_DOES
                                " FROM known_errors k WHERE k.shipped AND k.kind = 'format' ORDER BY k.key";
    auto now = db.now();
    for (const auto& one : db.all<Self>(sql, a_day_before(now), an_hour_before(now))) {
        bool acts = one.setting.value_or(SelfRepair{}).on && one.guard == Guard::automatic && one.enabled &&
                    one.valid_until.value_or("~") > now;
        // “ask” is no answer that the engine offers, so it asks.
        if (!acts || why_stopped(one)) choices.emplace("repair:" + one.key, "ask");
    }
}
} // namespace incidents

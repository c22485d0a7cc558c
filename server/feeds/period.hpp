#pragma once
// What a file of a feed is for. Keys sort in time: weeks "2026-W48" (ISO 8601), months "2026-11", terms "2026-3-autumn"
// (1 spring January–April, 2 summer May–August, 3 autumn September–December).
#include "engine/contract/contract.hpp"
#include <boost/describe.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace feeds
{
struct PeriodChoice {
    std::string key;
    std::string label; // "Week 48, 23–29 Nov 2026"
};
BOOST_DESCRIBE_STRUCT(PeriodChoice, (), (key, label))

// Nothing for Period::none.
std::optional<PeriodChoice> period_of(engine::Period kind, std::chrono::sys_days day);
// The choice of a key; nothing when it is no key of that kind. Period::none has the key "" only (label "").
std::optional<PeriodChoice> period_choice(engine::Period kind, std::string_view key);
// The two next ones, the current one, eight past ones; newest first. Empty for Period::none.
std::vector<PeriodChoice> period_choices(engine::Period kind, std::chrono::sys_days today);
// "Week 48, 23–29 Nov 2026" for a key of any kind, the key itself where it is none of them; what reports say.
std::string period_label(std::string_view key);

// What a file name says about its period: "attendance-2026-W47.csv", "fees 2026_11.csv", "exams-23.11.2026.csv".
std::optional<PeriodChoice> period_in_name(engine::Period kind, std::string_view file_name);
} // namespace feeds

#pragma once
// Five fields as in the cron of Debian, with L, W and # of Quartz: "30 7 * * 1", "0 17 L * *", "0 9 * * 5#2".
// minute (0–59) hour (0–23) day (1–31, L, LW, 15W) month (1–12, jan) weekday (0–7, sun; 5L, 5#2). Lists, ranges, steps
// (*/15, 8-18/2, 5/10), ? for *, @hourly @daily @midnight @weekly @monthly @yearly @annually. Where day and weekday are
// both restricted, either is enough; a field that begins with * is not restricted.
#include <array>
#include <bitset>
#include <chrono>
#include <expected>
#include <string>
#include <string_view>

namespace schedules
{
struct Cron {
    std::bitset<60> minutes;
    std::bitset<24> hours;
    std::bitset<32> days, nearest;               // nearest: the weekday nearest to that day (15W)
    bool last_day = false, last_weekday = false; // L, LW
    std::bitset<13> months;
    std::bitset<7> weekdays;             // 0: Sunday
    std::array<std::bitset<7>, 7> nth{}; // by number: the n-th such weekday of the month; [6]: the last
    bool any_day = false, any_weekday = false;
    bool every_real_hour = false; // the hours begin with *

    bool fits(std::chrono::year_month_day date) const;
    bool names_weekdays() const { return !any_weekday; }
};

// A sentence about what is wrong.
std::expected<Cron, std::string> read_cron(std::string_view text);
} // namespace schedules

// How long it takes to plan many schedules for the next hour: bench_plan [count]
#include "server/schedules/plan.hpp"
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>

int main(int count_of_arguments, char** arguments)
{
    using namespace std::chrono;
    const int count = count_of_arguments > 1 ? std::atoi(arguments[1]) : 100'000;
    constexpr const char* zones[] = {"Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo"};
    std::mt19937 random(1);
    auto below = [&](unsigned limit) { return static_cast<unsigned>(random() % limit); };
    std::vector<schedules::Plan> plans;
    for (int i = 0; i < count; ++i) {
        schedules::Rule rule;
        if (i % 4 == 0)
            rule.cron = std::to_string(below(60)) + " " + std::to_string(below(24)) + " * * *";
        else {
            rule.every = schedules::Every::week;
            rule.days = std::vector{static_cast<calendars::Weekday>(below(7))};
            rule.at = (below(10) < 5 ? "0" : "1") + std::to_string(below(10)) + ":30";
        }
        plans.push_back(schedules::Plan::make(rule, zones[below(4)], nullptr, schedules::ClosedDays::run).value());
    }
    schedules::sys_seconds now = sys_days(2026y / November / 30) + hours(7);
    auto start = steady_clock::now();
    std::size_t times = 0;
    for (const auto& plan : plans) times += plan.between(now, now + hours(1)).size();
    auto took = duration<double, std::milli>(steady_clock::now() - start).count();
    std::printf("{\"schedules\": %d, \"times\": %zu, \"ms\": %.1f}\n", count, times, took);
}

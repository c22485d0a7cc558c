#pragma once
// The people of the demo school. None of them exists; mail addresses are in the reserved domain .test.
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace demo_school
{
using Day = std::chrono::year_month_day;

// Two consecutive weeks; files of the second are what a department sends seven days later.
struct Week {
    std::string_view key; // "2026-W46"
    Day monday;
    bool second;
    Day day(int weekday) const { return Day{std::chrono::sys_days{monday} + std::chrono::days{weekday}}; }
};

struct Student {
    std::string id;     // nine digits, two leading zeros
    std::string name;   // in the script that the family uses
    std::string family; // the same family in Latin letters
    int year = 7;
    std::string form; // "9B"
    Day born, joined;
    std::string email;
    bool leaves = false;  // on roll in the first week only
    bool arrives = false; // on roll in the second week only
    bool on_roll(const Week& week) const { return week.second ? !leaves : !arrives; }
    bool stays() const { return !leaves && !arrives; }
};

std::vector<Student> students();

std::string slashed(Day day); // 16/11/2026
std::string dotted(Day day);  // 16.11.2026
std::string iso(Day day);     // 2026-11-16
} // namespace demo_school

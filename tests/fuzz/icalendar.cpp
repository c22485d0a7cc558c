// A calendar of a school: the lines of an iCalendar file.
#include "engine/read/icalendar/icalendar.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <algorithm>

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace std::chrono;
    auto read = engine::read_icalendar(fuzz::text(bytes, size), 2026y / November / 30);
    auto before = [](const auto& one, const auto& other) { return one.date >= other.date; };
    fuzz::require(std::ranges::adjacent_find(read.days, before) == read.days.end(), "days stand by date, each once");
    fuzz::require(!read.days.empty() || !read.problems.empty() || size > 0, "an empty file is said to be none");
    fuzz::require(std::ranges::all_of(read.problems, [](const auto& problem) { return problem.line > 0; }),
                  "a problem has its line");
    return 0;
}

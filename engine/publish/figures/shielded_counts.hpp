#pragma once
// Which counts of a report are hidden, as they are about few people or would give such away: over all its sections at
// once, since a form hidden in one is what a year of another has more than its other forms.
#include <cstdint>
#include <vector>

namespace engine
{
// How many rows there are, and for each thing that is counted of them (a condition holds, a column has a value) for how
// many it holds and for how many it does not; for the rest it is not known.
struct PartCounts {
    std::int64_t holds = 0, fails = 0;
};
struct GroupCounts {
    std::int64_t rows = 0;
    std::vector<PartCounts> parts; // by thing
    // By section: the group of it that has all rows of this one.
    std::vector<std::size_t> within;
    static constexpr std::size_t several = static_cast<std::size_t>(-1);
};
struct SectionCounts {
    std::vector<GroupCounts> groups;
    std::vector<std::size_t> things; // those that are shown of its groups
};

struct HiddenSection {
    std::vector<bool> groups;
    std::vector<std::vector<bool>> parts; // by group and thing
};
struct HiddenCounts {
    std::vector<HiddenSection> sections;
    std::vector<bool> wholes; // by thing: what holds for all rows together
};

// `whole`: all rows. They are shown, how many they may be.
HiddenCounts shielded(const GroupCounts& whole, const std::vector<SectionCounts>& sections, std::int64_t below);
} // namespace engine

#pragma once
// The groups of one section, counted row by row.
#include "engine/publish/figures/bands.hpp"
#include "engine/publish/figures/meters.hpp"
#include <string>
#include <unordered_map>
#include <vector>

namespace engine
{
class Grouping
{
public:
    struct Group {
        std::vector<std::string> keys; // by column; see Bands
        std::int64_t rows = 0;
        std::vector<Tally> tallies;      // by meter
        std::vector<std::size_t> others; // by section: its group that all rows of this one are in; see GroupCounts
    };

    Grouping(const Section& section, const Schema& columns, std::size_t meters);

    const std::vector<std::size_t>& columns() const { return columns_; }
    // The group of a row, which has one row more now, and its tallies. Rows of more values than are kept are in one
    // group together, the last one.
    struct Place {
        std::size_t group;
        std::vector<Tally>& tallies;
    };
    Place at(std::span<const std::vector<std::string_view>> cells, std::size_t row);
    // That a row of this group is in those groups of the other sections.
    void note_others(std::size_t group, std::span<const std::size_t> groups);

    const std::vector<Group>& groups() const { return groups_; }
    std::vector<Tally> whole() const; // by meter
    // What is shown, in its order, and the rest in one.
    std::vector<SectionFigures::Group> listed(const Section& section, const std::vector<Meter>& meters,
                                              const HiddenSection& hidden) const;

private:
    std::vector<std::size_t> in_order() const;
    bool by_measure(const Meter& meter, std::size_t one, std::size_t other) const;

    static constexpr std::size_t most_groups = 10'000; // in memory

    std::vector<std::size_t> columns_;
    std::vector<std::vector<std::string>> allowed_; // by column
    std::vector<Bands> bands_;                      // by column
    std::size_t meters_;
    std::vector<Group> groups_;
    std::unordered_map<std::string, std::size_t> places_;
    std::optional<std::size_t> beyond_; // the group of what is not kept
    std::string key_, room_;
};
} // namespace engine

#include "engine/publish/figures/shielded_counts.hpp"
#include "engine/summary/suppress.hpp"
#include "engine/summary/unknowns.hpp"
#include <algorithm>

namespace engine
{
namespace
{
struct PartCells {
    std::size_t holds = 0, fails = 0;
};

// All counts as the cells of one system of sums.
class System
{
public:
    System(const GroupCounts& whole, const std::vector<SectionCounts>& sections, std::int64_t below)
        : whole_(whole), sections_(sections), below_(below)
    {
        for (const auto& part : whole.parts) wholes_.push_back(add_part(part, whole.rows, Sum::known));
        for (const auto& section : sections) add_section(section);
        for (std::size_t inner = 0; inner < sections.size(); ++inner)
            for (std::size_t outer = 0; outer < sections.size(); ++outer)
                if (inner != outer) add_nesting(inner, outer);
    }

    HiddenCounts solve()
    {
        hide_small();
        const std::vector<bool> usable(counts_.size(), true);
        do {
            hide_what_belongs_together();
            hide_until_safe(sums_, counts_, usable, hidden_);
        } while (hide_what_belongs_together());
        return answer();
    }

private:
    std::size_t add_cell(std::int64_t count)
    {
        counts_.push_back(count);
        hidden_.push_back(false);
        return counts_.size() - 1;
    }

    PartCells add_part(const PartCounts& part, std::int64_t rows, std::size_t rows_cell)
    {
        PartCells cells{add_cell(part.holds), add_cell(part.fails)};
        // For how many rows it is not known is told nowhere, so where there are such nothing follows from the two.
        if (rows == part.holds + part.fails) sums_.push_back({rows_cell, {cells.holds, cells.fails}});
        return cells;
    }

    void add_section(const SectionCounts& section)
    {
        auto& rows = rows_.emplace_back();
        auto& parts = parts_.emplace_back();
        Sum all;
        for (const auto& group : section.groups) {
            rows.push_back(add_cell(group.rows));
            all.parts.push_back(rows.back());
        }
        sums_.push_back(std::move(all));
        parts.resize(section.groups.size(), std::vector<PartCells>(whole_.parts.size()));
        for (auto thing : section.things) {
            Sum holds{wholes_[thing].holds, {}}, fails{wholes_[thing].fails, {}};
            for (std::size_t group = 0; group < section.groups.size(); ++group) {
                const auto& of = section.groups[group];
                auto& cells = parts[group][thing] = add_part(of.parts[thing], of.rows, rows[group]);
                holds.parts.push_back(cells.holds);
                fails.parts.push_back(cells.fails);
            }
            sums_.push_back(std::move(holds));
            sums_.push_back(std::move(fails));
        }
    }

    // A group of the outer section that groups of the inner one make up.
    void add_nesting(std::size_t inner, std::size_t outer)
    {
        const auto& groups = sections_[inner].groups;
        for (std::size_t whole = 0; whole < sections_[outer].groups.size(); ++whole) {
            std::vector<std::size_t> inside;
            std::int64_t rows = 0;
            for (std::size_t group = 0; group < groups.size(); ++group)
                if (groups[group].within[outer] == whole) inside.push_back(group), rows += groups[group].rows;
            if (rows != sections_[outer].groups[whole].rows) continue;
            add_sum(rows_[outer][whole], inside, [&](std::size_t group) { return rows_[inner][group]; });
            for (auto thing : sections_[inner].things) {
                if (std::ranges::find(sections_[outer].things, thing) == sections_[outer].things.end()) continue;
                const auto& cells = parts_[outer][whole][thing];
                add_sum(cells.holds, inside, [&](std::size_t group) { return parts_[inner][group][thing].holds; });
                add_sum(cells.fails, inside, [&](std::size_t group) { return parts_[inner][group][thing].fails; });
            }
        }
    }

    template <class CellOf> void add_sum(std::size_t whole, const std::vector<std::size_t>& groups, CellOf cell_of)
    {
        Sum sum{whole, {}};
        for (auto group : groups) sum.parts.push_back(cell_of(group));
        sums_.push_back(std::move(sum));
    }

    void hide_small()
    {
        for (const auto& whole : wholes_)
            for (auto cell : {whole.holds, whole.fails}) hidden_[cell] = counts_[cell] > 0 && counts_[cell] < below_;
        for (std::size_t section = 0; section < sections_.size(); ++section) {
            hide_small(rows_[section].size(), [&](std::size_t group) { return rows_[section][group]; });
            for (auto thing : sections_[section].things) {
                auto& parts = parts_[section];
                hide_small(parts.size(), [&](std::size_t group) { return parts[group][thing].holds; });
                hide_small(parts.size(), [&](std::size_t group) { return parts[group][thing].fails; });
            }
        }
    }

    template <class CellOf> void hide_small(std::size_t groups, CellOf cell_of)
    {
        std::vector<std::int64_t> counts;
        for (std::size_t group = 0; group < groups; ++group) counts.push_back(counts_[cell_of(group)]);
        auto hide = hidden_counts(counts, below_);
        for (std::size_t group = 0; group < groups; ++group)
            if (hide[group]) hidden_[cell_of(group)] = true;
    }

    // A rate tells both of its counts, and a group that is not shown none of them. Returns whether there were any.
    bool hide_what_belongs_together()
    {
        bool any = false;
        auto hide = [&](const PartCells& part) {
            for (auto cell : {part.holds, part.fails})
                if (!hidden_[cell] && counts_[cell] > 0) any = hidden_[cell] = true;
        };
        for (const auto& whole : wholes_)
            if (hides(whole)) hide(whole);
        for (std::size_t section = 0; section < sections_.size(); ++section)
            for (std::size_t group = 0; group < rows_[section].size(); ++group)
                for (auto thing : sections_[section].things) {
                    const auto& part = parts_[section][group][thing];
                    if (hidden_[rows_[section][group]] || hides(part)) hide(part);
                }
        return any;
    }

    bool hides(const PartCells& part) const { return hidden_[part.holds] || hidden_[part.fails]; }

    HiddenCounts answer() const
    {
        HiddenCounts out;
        for (const auto& whole : wholes_) out.wholes.push_back(hides(whole));
        for (std::size_t section = 0; section < sections_.size(); ++section) {
            auto& of = out.sections.emplace_back();
            for (std::size_t group = 0; group < rows_[section].size(); ++group) {
                of.groups.push_back(hidden_[rows_[section][group]]);
                auto& parts = of.parts.emplace_back(whole_.parts.size(), false);
                for (auto thing : sections_[section].things)
                    parts[thing] = of.groups.back() || hides(parts_[section][group][thing]);
            }
        }
        return out;
    }

    const GroupCounts& whole_;
    const std::vector<SectionCounts>& sections_;
    std::int64_t below_;
    std::vector<std::int64_t> counts_;
    std::vector<bool> hidden_;
    std::vector<Sum> sums_;
    std::vector<PartCells> wholes_;                          // by thing
    std::vector<std::vector<std::size_t>> rows_;             // by section and group
    std::vector<std::vector<std::vector<PartCells>>> parts_; // by section, group and thing
};
} // namespace

HiddenCounts shielded(const GroupCounts& whole, const std::vector<SectionCounts>& sections, std::int64_t below)
{
    return System(whole, sections, below).solve();
}
} // namespace engine

#include "engine/publish/figures/figures.hpp"
#include "engine/publish/figures/grouping.hpp"
#include "engine/publish/figures/meters.hpp"
#include <algorithm>

namespace engine
{
namespace
{
constexpr std::size_t batch_rows = 1024;

struct CountedSection {
    Section asked;
    std::vector<Meter> meters;
    std::optional<Grouping> grouping; // none: it lists rows
};
} // namespace

class FigureCounter::Counting
{
public:
    Counting(const ReportLayout& layout, const Schema& columns, const std::vector<std::string>& shield,
             std::optional<int> suppress_below)
        : layout_(layout), columns_(columns), meters_(layout_, columns_, shield), below_(suppress_below),
          key_meters_(meters_.take(layout_.figures))
    {
        for (const auto& section : layout_.sections) add_section(section);
        whole_keys_.resize(key_meters_.size());
        reads_ = meters_.reads();
        for (const auto& section : sections_)
            if (section.grouping)
                for (auto column : section.grouping->columns()) reads_[column] = true;
        cells_.resize(columns_.fields.size());
    }

    void add(std::span<const std::string_view> cells)
    {
        for (std::size_t column = 0; column < cells.size(); ++column)
            if (reads_[column])
                cells_[column].push_back(is_null(cells[column]) ? null_cell : arena_.copy(cells[column]));
        if (++held_ == batch_rows) count_held();
    }

    ReportFigures finish()
    {
        count_held();
        auto hidden = hide();
        ReportFigures out;
        out.rows = rows_;
        for (std::size_t at = 0; at < key_meters_.size(); ++at) {
            const auto& meter = key_meters_[at];
            bool is_hidden = meter.thing && hidden.wholes[*meter.thing];
            const auto& tally = whole_keys_[at];
            out.figures.push_back(
                {meter.head, {is_hidden ? "" : figure_of(meter.measure, tally, tally), is_hidden}, {}});
        }
        for (std::size_t at = 0; at < sections_.size(); ++at)
            if (!sections_[at].grouping || rows_ > 0) out.sections.push_back(section_of(at, hidden));
        return out;
    }

private:
    void add_section(const Section& section)
    {
        CountedSection counted{section, meters_.take(section.show), std::nullopt};
        if (!section.lists_rows) {
            bool is_known = std::ranges::all_of(
                section.by, [&](const auto& name) { return columns_.find(name) && !meters_.is_shielded(name); });
            if (!is_known || counted.meters.empty()) return;
            counted.grouping.emplace(section, columns_, counted.meters.size());
        }
        sections_.push_back(std::move(counted));
    }

    void count_held()
    {
        meters_.see(cells_, held_);
        for (std::size_t row = 0; row < held_; ++row) {
            for (std::size_t at = 0; at < key_meters_.size(); ++at)
                meters_.count(key_meters_[at], row, whole_keys_[at]);
            groups_of_row_.clear();
            for (auto& section : sections_) {
                if (!section.grouping) continue;
                auto [group, tallies] = section.grouping->at(cells_, row);
                groups_of_row_.push_back(group);
                for (std::size_t at = 0; at < section.meters.size(); ++at)
                    meters_.count(section.meters[at], row, tallies[at]);
            }
            if (below_) note_nesting();
        }
        rows_ += static_cast<std::int64_t>(held_);
        held_ = 0;
        for (auto& column : cells_) column.clear();
        arena_.clear();
    }

    void note_nesting()
    {
        std::size_t own = 0;
        for (auto& section : sections_)
            if (section.grouping) section.grouping->note_others(groups_of_row_[own++], groups_of_row_);
    }

    // Sections with groups only, in their order.
    HiddenCounts hide() const
    {
        GroupCounts whole{rows_, std::vector<PartCounts>(meters_.things()), {}};
        auto fill = [](const std::vector<Meter>& meters, auto tally_of, GroupCounts& into) {
            for (std::size_t at = 0; at < meters.size(); ++at) {
                if (!meters[at].thing) continue;
                const Tally& tally = tally_of(at);
                into.parts[*meters[at].thing] = {tally.holds, tally.known - tally.holds};
            }
        };
        fill(key_meters_, [&](std::size_t at) -> const Tally& { return whole_keys_[at]; }, whole);
        std::vector<SectionCounts> counts;
        for (const auto& section : sections_) {
            if (!section.grouping) continue;
            auto& of = counts.emplace_back();
            for (const auto& meter : section.meters)
                if (meter.thing && std::ranges::find(of.things, *meter.thing) == of.things.end())
                    of.things.push_back(*meter.thing);
            auto all = section.grouping->whole();
            fill(section.meters, [&](std::size_t at) -> const Tally& { return all[at]; }, whole);
            for (const auto& group : section.grouping->groups()) {
                auto& one = of.groups.emplace_back(group.rows, std::vector<PartCounts>(meters_.things()), group.others);
                fill(section.meters, [&](std::size_t at) -> const Tally& { return group.tallies[at]; }, one);
            }
        }
        if (below_ && *below_ > 0) return shielded(whole, counts, *below_);
        HiddenCounts nothing;
        nothing.wholes.resize(meters_.things());
        for (const auto& of : counts) {
            auto& section = nothing.sections.emplace_back();
            section.groups.resize(of.groups.size());
            section.parts.resize(of.groups.size(), std::vector<bool>(meters_.things()));
        }
        return nothing;
    }

    SectionFigures section_of(std::size_t at, const HiddenCounts& hidden) const
    {
        const auto& section = sections_[at];
        SectionFigures out;
        out.title = section.asked.title;
        out.chart = section.asked.chart;
        out.lists_rows = section.asked.lists_rows;
        if (!section.grouping) return out;
        std::size_t with_groups = 0;
        for (std::size_t before = 0; before < at; ++before) with_groups += sections_[before].grouping.has_value();
        for (auto column : section.grouping->columns()) out.by.push_back({columns_.fields[column].title, column});
        for (const auto& meter : section.meters) out.heads.push_back(meter.head);
        auto all = section.grouping->whole();
        for (std::size_t meter = 0; meter < section.meters.size(); ++meter) {
            const auto& thing = section.meters[meter].thing;
            bool is_hidden = thing && hidden.wholes[*thing];
            out.whole.push_back(
                {is_hidden ? "" : figure_of(section.meters[meter].measure, all[meter], all[meter]), is_hidden});
        }
        const auto& first = section.meters[0].measure;
        out.lists_most = section.asked.top > 0 || (first.kind == MeasureKind::count && first.is_of_rows());
        out.groups = section.grouping->listed(section.asked, section.meters, hidden.sections[with_groups]);
        return out;
    }

    const ReportLayout layout_;
    const Schema columns_;
    Meters meters_;
    std::optional<int> below_;
    std::vector<Meter> key_meters_;
    std::vector<Tally> whole_keys_;
    std::vector<CountedSection> sections_;
    std::vector<bool> reads_;
    std::vector<std::vector<std::string_view>> cells_; // by column
    std::vector<std::size_t> groups_of_row_;           // by section with groups
    Arena arena_;
    std::size_t held_ = 0;
    std::int64_t rows_ = 0;
};

FigureCounter::FigureCounter(const ReportLayout& layout, const Schema& columns, const std::vector<std::string>& shield,
                             std::optional<int> suppress_below)
    : counting_(std::make_unique<Counting>(layout, columns, shield, suppress_below))
{
}
FigureCounter::~FigureCounter() = default;
void FigureCounter::add(std::span<const std::string_view> cells) { counting_->add(cells); }
ReportFigures FigureCounter::finish() { return counting_->finish(); }

void compare(ReportFigures& now, const ReportFigures& before)
{
    for (std::size_t at = 0; at < std::min(now.figures.size(), before.figures.size()); ++at)
        now.figures[at].before = before.figures[at].now;
}
} // namespace engine

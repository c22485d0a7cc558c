#include "engine/doubts/time_watch.hpp"
#include "engine/doubts/reading_doubts.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
TimeWatch::TimeWatch(const Contract& contract, const Matching& matching)
{
    const auto& fields = contract.schema.fields;
    for (std::size_t i = 0; i < fields.size() && i < matching.from.size(); ++i)
        if (matching.from[i] && fields[i].type == FieldType::time) fields_.push_back({&fields[i], *matching.from[i]});
}

void TimeWatch::see(const Chunk& chunk)
{
    auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    for (auto& of : fields_) {
        if (of.column >= chunk.columns.size()) continue;
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            if (chunk.kind[row] != RowKind::data) continue;
            auto cell = trim(chunk.cell(of.column, row));
            auto time = read_time(cell);
            if (!time) continue;
            if (std::ranges::any_of(cell, is_letter)) {
                ++of.halves;
            } else if (time->hour > 0 && time->hour < 8) {
                ++of.without;
                if (of.example.empty()) of.example = shown_cell(cell);
            }
        }
    }
}

std::vector<Doubt> TimeWatch::doubts() const
{
    std::vector<Doubt> out;
    for (const auto& of : fields_) {
        if (of.halves == 0 || of.without == 0) continue;
        auto& doubt = out.emplace_back();
        doubt.what = "times";
        doubt.about = of.field->name;
        doubt.outcome = DoubtOutcome::told;
        doubt.evidence =
            fmt::format("{} {} of {} with am or pm, and {} without, such as {}: {} taken for the morning. "
                        "Check {}.",
                        of.halves, of.halves == 1 ? "time" : "times", of.field->title, of.without, of.example,
                        of.without == 1 ? "it is" : "they are", of.without == 1 ? "it" : "them");
    }
    return out;
}
} // namespace engine

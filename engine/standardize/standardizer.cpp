#include "engine/standardize/standardizer.hpp"
#include "engine/text/unicode.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
bool takes_rows_out(const StepAction& action)
{
    return std::holds_alternative<DropRowsStep>(action) || std::holds_alternative<DedupeStep>(action) ||
           std::holds_alternative<HeadingRowsStep>(action);
}

// A few first cells say which row it was.
std::string row_words(const Batch& batch, std::uint32_t row, std::size_t fields)
{
    constexpr std::size_t most = 4;
    std::string words;
    std::size_t shown = 0;
    for (std::size_t c = 0; c < fields && shown < most; ++c) {
        auto cell = batch.columns[c][row];
        if (cell.empty()) continue;
        words += (words.empty() ? "" : " · ") + std::string(cell.substr(0, utf8_prefix(cell.substr(0, 40))));
        ++shown;
    }
    return words;
}

std::optional<std::string> shown(std::string_view cell)
{
    constexpr std::size_t most = 200;
    if (is_null(cell)) return std::nullopt;
    return std::string(cell.substr(0, utf8_prefix(cell.substr(0, most))));
}
} // namespace

Standardizer::Standardizer(const Contract& contract, const Matching& matching, std::vector<Notice>& notices)
    : schema_(contract.schema), layout_(contract.schema, matching)
{
    for (const auto& step : contract.steps) {
        auto run = step.off ? nullptr : make_step(step, {contract.schema, layout_});
        auto state = step.off ? StepState::off : run ? StepState::applied : StepState::not_applicable;
        if (state == StepState::not_applicable)
            notices.push_back(
                {"step_not_applicable",
                 fmt::format("The step “{}” no longer applies: the file has no such column.", step.name)});
        steps_.push_back(std::move(run));
        reports_.push_back({step.name, state, takes_rows_out(step.action), 0, {}});
    }
}

void Standardizer::apply(const Chunk& chunk, Batch& batch)
{
    layout_.take(chunk, batch);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        if (!steps_[i]) continue;
        watch(batch, reports_[i]);
        reports_[i].changed += steps_[i]->apply(batch);
    }
    batch.show = nullptr;
}

void Standardizer::watch(Batch& batch, StepReport& report) const
{
    batch.show = nullptr;
    if (report.examples.size() >= most_step_examples) return;
    batch.show = [this, &batch, &report](std::uint32_t row, std::size_t column, std::string_view before,
                                         std::string_view now) {
        if (report.examples.size() >= most_step_examples) return;
        auto line = static_cast<std::int64_t>(batch.line[row]);
        if (column == Batch::whole_row)
            report.examples.push_back({line, "", row_words(batch, row, schema_.fields.size()), std::nullopt});
        else if (column < schema_.fields.size())
            report.examples.push_back({line, schema_.fields[column].name, shown(before), shown(now)});
    };
}

std::vector<std::string> Standardizer::messages() const
{
    std::vector<std::string> out;
    for (const auto& step : reports_) {
        if (step.state != StepState::applied) continue;
        auto one = step.changed == 1;
        out.push_back(fmt::format("{}: {} {} {}", step.name, step.changed,
                                  step.of_rows ? (one ? "row" : "rows") : (one ? "cell" : "cells"),
                                  step.of_rows ? "taken out" : "changed"));
    }
    return out;
}
} // namespace engine

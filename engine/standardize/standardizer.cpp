#include "engine/standardize/standardizer.hpp"
#include <fmt/format.h>

namespace engine
{
Standardizer::Standardizer(const Contract& contract, const Matching& matching, std::vector<Notice>& notices)
    : layout_(contract.schema, matching)
{
    for (const auto& step : contract.steps) {
        if (step.off) continue;
        if (auto run = make_step(step, {contract.schema, layout_}))
            steps_.push_back({&step, std::move(run), 0});
        else
            notices.push_back(
                {"step_not_applicable",
                 fmt::format("The step “{}” no longer applies: the file has no such column.", step.name)});
    }
}

void Standardizer::apply(const Chunk& chunk, Batch& batch)
{
    layout_.take(chunk, batch);
    for (auto& step : steps_) step.changed += step.run->apply(batch);
}

std::vector<std::string> Standardizer::messages() const
{
    std::vector<std::string> out;
    for (const auto& step : steps_) {
        const auto& action = step.step->action;
        bool rows = std::holds_alternative<DropRowsStep>(action) || std::holds_alternative<DedupeStep>(action);
        out.push_back(fmt::format("{}: {} {} {}", step.step->name, step.changed,
                                  rows ? (step.changed == 1 ? "row" : "rows") : (step.changed == 1 ? "cell" : "cells"),
                                  rows ? "taken out" : "changed"));
    }
    return out;
}
} // namespace engine

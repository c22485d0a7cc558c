#include "engine/decoding.hpp"
#include "engine/reading_doubts.hpp"
#include "engine/text/double_encoding.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace engine
{
namespace
{
constexpr std::size_t most_examples = 3;

// Every text that was encoded twice has one of these bytes.
bool may_be_encoded_twice(std::string_view cell)
{
    return cell.find('\xC3') != cell.npos || cell.find('\xC2') != cell.npos;
}
} // namespace

Decoding::Decoding(const Schema& schema)
{
    for (std::size_t i = 0; i < schema.fields.size(); ++i)
        if (schema.fields[i].type == FieldType::string || schema.fields[i].type == FieldType::any)
            columns_.push_back(i);
}

void Decoding::apply(Batch& batch)
{
    for (auto column : columns_)
        for (auto row : batch.live) {
            auto& cell = batch.columns[column][row];
            if (!may_be_encoded_twice(cell)) continue;
            auto decoded = decoded_again(cell);
            if (!decoded) continue;
            ++cells_;
            auto example = fmt::format("“{}” became “{}”", shown_cell(cell), shown_cell(*decoded));
            if (examples_.size() < most_examples && std::ranges::find(examples_, example) == examples_.end())
                examples_.push_back(std::move(example));
            cell = batch.arena.copy(*decoded);
        }
}

std::optional<Doubt> Decoding::told() const
{
    if (cells_ == 0) return std::nullopt;
    Doubt doubt;
    doubt.what = "double_encoding";
    doubt.outcome = DoubtOutcome::told;
    doubt.evidence =
        fmt::format("{} {} letters that were encoded twice, and {} decoded: {}.", cells_,
                    cells_ == 1 ? "cell had" : "cells had", cells_ == 1 ? "was" : "were", fmt::join(examples_, ", "));
    return doubt;
}
} // namespace engine

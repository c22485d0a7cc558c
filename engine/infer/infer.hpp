#pragma once
// A first contract from good files: what `batchops infer` prints and the hub proposes for a new feed.
#include "base/bytes.hpp"
#include "engine/contract/contract.hpp"
#include "engine/read/reader.hpp"
#include "engine/table/doubt.hpp"
#include "engine/table/finding.hpp"
#include <optional>
#include <string>
#include <vector>

namespace engine
{
struct GoodFile {
    std::string name; // may say the feed and the period: attendance-2026-W46.csv
    const ByteSource* bytes = nullptr;
};

struct Inferred {
    Contract contract;
    std::string text;            // as YAML, the notices as comments above it
    std::vector<Notice> notices; // what a person should look at: an open question, a column left out
};

// At least one file. Every file is read to its end, more than once: the contract is proven on them, and what one of
// them does not meet is taken out again. Throws Unreadable; a file without a table is unreadable here.
// `choices` are answers to what was asked before; `today` (ISO 8601) tells years of two digits apart.
Inferred infer_contract(const std::vector<GoodFile>& files, const ReadOptions& options = {},
                        const Choices& choices = {}, const std::optional<std::string>& today = {});
} // namespace engine

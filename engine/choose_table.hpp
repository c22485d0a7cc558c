#pragma once
// Which table of a file is meant, and which of its rows is the header.
#include "engine/contract/contract.hpp"
#include "engine/read/reader.hpp"
#include "engine/standardize/matching.hpp"
#include <map>

namespace engine
{
// The options for reading: what the caller set, else what the contract sets.
ReadOptions reading_options(const ReadOptions& given, const ReadRules& rules);

struct ChosenTable {
    TableReader* reader = nullptr; // null where the file has no usable table
    Chunk first;                   // its first rows, already read, the header marked
    std::vector<Finding> findings; // of those rows
    std::vector<std::string> header;
    Matching matching;
    std::vector<Reason> reasons; // no_table, ambiguous_table
};

// The visible table whose header names most of the contract's fields. Where the reader's header row names fewer than
// another of the first rows does, that one is the header and the rows above are preamble.
ChosenTable choose_table(OpenedFile& file, const Contract& contract, const ReadOptions& options,
                         const std::map<std::string, std::string>& answers);

// Marks rows that repeat the header, as every page of some exports does.
void mark_repeated_headers(Chunk& chunk, const std::vector<std::string>& header);
} // namespace engine

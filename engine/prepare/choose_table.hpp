#pragma once
// Which table of a file is meant, and which of its rows is the header.
#include "engine/contract/choices.hpp"
#include "engine/doubts/reading_doubts.hpp"
#include "engine/read/reader.hpp"
#include "engine/run/table_offer.hpp"
#include "engine/standardize/matching.hpp"
#include <map>

namespace engine
{
// The options for reading: what the caller set, else what the contract sets.
ReadOptions reading_options(const ReadOptions& given, const ReadRules& rules);
// Opens a file as those say, and as people chose where it leaves a choice: what is remembered of one file must not be
// forced upon another. `options` becomes what was opened with.
OpenedFile open_as_chosen(const ByteSource& source, const std::string& name, ReadOptions& options,
                          const Choices& choices);

// What people said about columns: for this file, and for earlier files of its source by header signature.
struct KnownColumns {
    ColumnAnswers answers;
    std::map<std::string, ColumnAnswers> remembered;
};

struct ChosenTable {
    TableReader* reader = nullptr; // null where the file has no usable table
    Chunk first;                   // its first rows, already read, the header marked
    std::vector<Finding> findings; // of those rows
    std::vector<std::string> header;
    Matching matching;
    std::vector<Reason> reasons;    // no_table, ambiguous_table
    std::vector<TableOffer> offers; // every visible table, where there are several
};

// The table that the options name, else the visible one whose header names most of the contract's fields. Where the
// reader's header row names fewer than another of the first rows does, that one is the header and the rows above are
// preamble.
ChosenTable choose_table(OpenedFile& file, const Contract& contract, const ReadOptions& options,
                         const KnownColumns& known);
} // namespace engine

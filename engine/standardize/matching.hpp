#pragma once
// Which column of the file is which field of the contract.
#include "engine/contract/contract.hpp"
#include "engine/table/reason.hpp"
#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace engine
{
struct MappedColumn {
    std::string source; // header as written in the file; the second of a name is “name (2)”
    std::optional<std::string> field;
    std::string how; // exact | normalized | alias | answered | remembered | step (one reads it) | ignored
    std::optional<std::string>
        guess; // of a column without a field: the field that it might be (several, where they are rivals)
    std::vector<std::string> samples; // its first three different values
};
BOOST_DESCRIBE_STRUCT(MappedColumn, (), (source, field, how, guess, samples))

// What people answered: header → field, or "" for a column that is to be left out.
using ColumnAnswers = std::map<std::string, std::string>;

struct Matching {
    std::vector<MappedColumn> columns;            // as in the file
    std::vector<std::optional<std::size_t>> from; // from[field]: the column of the file
    std::vector<Reason> reasons;                  // missing_column, ambiguous_column
    std::size_t matched = 0;                      // fields that one or more columns could be
};

// A column matches a field by the field's name as written, then without regard to case, spaces and punctuation, then by
// an alias in the same two ways, at last by the field's title. `answers` win over all that. A field is
// not missing where a step makes it. Two columns that match one field are ambiguous, except that a title is given up
// for a better match.
Matching match_columns(std::span<const std::string> header, const Contract& contract, const ColumnAnswers& answers);

// Fields that a step fills.
std::set<std::string> made_by_steps(const Contract& contract);

// One word for the headers of a file, whatever their order, case and punctuation: how answers for a source are kept.
std::string header_signature(std::span<const std::string> header);

// The form in which headers are compared: folded, letters and digits only.
std::string header_key(std::string_view header);
// What one of several columns of a name is called: “Score (2)”.
std::string nth_of_a_name(const std::string& name, int nth);
} // namespace engine

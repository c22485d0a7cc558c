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
    std::string source; // header as written in the file
    std::optional<std::string> field;
    std::string how; // exact | normalized | alias | answered | step (one reads it) | ignored
};
BOOST_DESCRIBE_STRUCT(MappedColumn, (), (source, field, how))

struct Matching {
    std::vector<MappedColumn> columns;            // as in the file
    std::vector<std::optional<std::size_t>> from; // from[field]: the column of the file
    std::vector<Reason> reasons;                  // missing_column, ambiguous_column
    std::size_t matched = 0;                      // fields that one or more columns could be
};

// A column matches a field by the field's name as written, then without regard to case, spaces and punctuation, then by
// an alias in the same two ways, at last by the field's title. `answers` (header → field) win over all that. A field is
// not missing where a step makes it. Two columns that match one field are ambiguous, except that a title is given up
// for a better match.
Matching match_columns(std::span<const std::string> header, const Contract& contract,
                       const std::map<std::string, std::string>& answers);

// Fields that a step fills: no column of the file need be them.
std::set<std::string> made_by_steps(const Contract& contract);

// The form in which headers are compared: folded, letters and digits only.
std::string header_key(std::string_view header);
} // namespace engine

#pragma once
// A cleaning step as the contract writes it. Steps run in their order; `off` switches one off.
#include "engine/contract/errors.hpp"
#include "engine/text/dates.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace engine
{
enum class LetterCase { upper, lower, title };
BOOST_DESCRIBE_ENUM(LetterCase, upper, lower, title)
enum class Side { left, right };
BOOST_DESCRIBE_ENUM(Side, left, right)

struct TrimStep {
};
struct NfcStep {
};
struct CaseStep {
    std::string column;
    LetterCase to = LetterCase::lower;
};
struct BlankStep {
    std::vector<std::string> values; // become empty
};
struct MapStep {
    std::string column;
    std::vector<std::pair<std::string, std::string>> values;
    std::optional<std::string> otherwise; // `default`: every other non-empty value becomes this
};
struct PadStep {
    std::string column;
    std::int64_t width = 0; // characters
    std::string with = "0"; // one character
    Side side = Side::left;
};
struct DatesStep {
    std::string column;
    DateOrder order = DateOrder::dmy;
};
struct NumbersStep {
    std::string column;
    std::string decimal = ".";
    std::string group; // empty: none
};
struct SplitStep {
    std::string column; // a field or any column of the file
    std::string by;
    std::vector<std::string> into; // the last one takes the rest
};
struct MergeStep {
    std::vector<std::string> columns; // fields or any columns of the file
    std::string with;
    std::string into;
};
struct RenameStep {
    std::string from; // a column of the file
    std::string to;
};
struct DropRowsStep {
    std::string where; // SQL boolean expression
    Place place;       // of the expression
};
struct DedupeStep {
    std::vector<std::string> by; // empty: the whole row
};
struct FillDownStep {
    std::vector<std::string> columns; // fields; a blank cell takes the value of the row above
};
struct HeadingRowsStep {
    std::string into; // the field that takes the text of the row that heads others
};

using StepAction =
    std::variant<TrimStep, NfcStep, CaseStep, BlankStep, MapStep, PadStep, DatesStep, NumbersStep, SplitStep, MergeStep,
                 RenameStep, DropRowsStep, DedupeStep, FillDownStep, HeadingRowsStep>;

struct Step {
    std::string name;
    bool off = false;
    StepAction action;
    Place place;
};
} // namespace engine

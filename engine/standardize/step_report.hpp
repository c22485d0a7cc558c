#pragma once
// What one cleaning step did to a file, so that a person can judge it before it is approved.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
struct StepExample {
    std::int64_t line = 0;
    std::string column;                       // the contract's field; empty for a whole row
    std::optional<std::string> before, after; // no `after`: the row was taken out
};
BOOST_DESCRIBE_STRUCT(StepExample, (), (line, column, before, after))

enum class StepState { applied, off, not_applicable }; // the last: the file lacks its columns
BOOST_DESCRIBE_ENUM(StepState, applied, off, not_applicable)

struct StepReport {
    std::string name;
    StepState state = StepState::applied;
    bool of_rows = false; // `changed` counts rows taken out, not cells
    std::int64_t changed = 0;
    std::vector<StepExample> examples; // three at most, the first ones
};
BOOST_DESCRIBE_STRUCT(StepReport, (), (name, state, of_rows, changed, examples))
inline constexpr std::size_t most_step_examples = 3;
} // namespace engine

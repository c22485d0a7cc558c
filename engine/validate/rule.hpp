#pragma once
// A rule looks at a whole batch and notes problems; words for people are made only for what it noted.
#include "engine/contract/schema.hpp"
#include "engine/table/batch.hpp"
#include "engine/table/finding.hpp"
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
class Rule;

struct Problem {
    const Rule* rule = nullptr;
    std::uint32_t row = 0;    // of the batch
    std::uint32_t detail = 0; // what the rule wants to remember: a cause, the line of the first row of a key
};
using Problems = std::vector<Problem>;

enum class CellState : std::uint8_t { missing, value, wrong };

// One field of the batch. After the type rule, cells with a value hold its canonical text, missing cells are null, and
// wrong ones are as the steps left them.
struct CheckedColumn {
    const Field* field = nullptr;
    Batch::Column* cells = nullptr;
    std::vector<CellState> state; // state[row]
    std::vector<double> number;   // number[row] of numeric fields, where the state is `value`
    bool present = false;         // the file has it, or a step makes it
};

struct Checked {
    Batch* batch = nullptr;
    std::vector<CheckedColumn> columns; // by field

    std::string_view cell(std::size_t column, std::uint32_t row) const { return (*columns[column].cells)[row]; }
};

// What a finding says besides its place.
struct Words {
    std::string message, expected, remedy;
};

class Rule
{
public:
    explicit Rule(std::string name, std::optional<std::size_t> column, Severity severity = Severity::error)
        : name_(std::move(name)), column_(column), severity_(severity)
    {
    }
    virtual ~Rule() = default;

    virtual void check(Checked& table, Problems& problems) = 0;
    virtual Words explain(const Problem& problem, const Checked& table) const = 0;
    // Of the card that the problem belongs to; problems with one cause share a card.
    virtual std::string title(std::string_view cause) const = 0;
    virtual std::string_view cause(const Problem&, const Checked&) const { return ""; }

    virtual std::string_view name(const Problem&) const { return name_; }
    std::optional<std::size_t> column() const { return column_; }
    Severity severity() const { return severity_; }

private:
    std::string name_;
    std::optional<std::size_t> column_;
    Severity severity_;
};
using Rules = std::vector<std::unique_ptr<Rule>>;

std::string quoted(std::string_view cell); // “…”, cut where it is long
} // namespace engine

#pragma once
// The rows that are held back, as the person who corrects them sees them: held.json.
#include "base/bytes.hpp"
#include "engine/prepare/sorted_rows.hpp"
#include "engine/repair/suggestions.hpp"
#include <boost/describe.hpp>
#include <map>
#include <tuple>

namespace engine
{
struct HeldColumn {
    std::string name, title;
    FieldType type = FieldType::string;
    std::optional<std::string> header; // the sender's name for it; null where the file has no such column
    bool required = false;
    bool is_protected = false;
    std::vector<std::string> allowed; // the values of an enum
};
BOOST_DESCRIBE_STRUCT(HeldColumn, (), (name, title, type, header, required, is_protected, allowed))

struct HeldRow {
    std::int64_t line = 0;
    std::optional<std::string> sheet;
    std::vector<std::optional<std::string>> values; // by column, after the steps and the corrections made so far
    std::vector<std::optional<std::string>> sent;   // by column, as in the file
    std::vector<Finding> findings;
    std::vector<Suggestion> suggestions;
};
BOOST_DESCRIBE_STRUCT(HeldRow, (), (line, sheet, values, sent, findings, suggestions))

// Cells of one column with one wrong value, which one correction can put right. `to` where there is a suggestion.
struct AlikeCells {
    std::string column;
    std::string from;
    std::optional<std::string> to, why;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(AlikeCells, (), (column, from, to, why, count))

struct HeldRows {
    std::vector<HeldColumn> columns;
    std::vector<HeldRow> rows; // the first `kept_held_rows`, in the order of the file
    std::int64_t total = 0;
    std::vector<AlikeCells> alike; // of two cells or more, the largest first
};
BOOST_DESCRIBE_STRUCT(HeldRows, (), (columns, rows, total, alike))
inline constexpr std::size_t kept_held_rows = 2000;
inline constexpr std::size_t kept_alike = 50;

class HeldRowsFile
{
public:
    // Without a sink nobody wants the rows, and nothing is collected.
    HeldRowsFile(ByteSink* sink, const RuleSite& site, const Matching& matching, std::optional<std::string> sheet);

    void add(const Chunk& as_sent, const Batch& clean, const SortedRows::Judged& judged);
    void finish();

private:
    void see(HeldRow& row, const Finding& finding);

    ByteSink* sink_;
    const Matching& matching_;
    std::optional<std::string> sheet_;
    std::optional<Suggestions> suggestions_;
    HeldRows out_;
    std::map<std::pair<std::string, std::string>, AlikeCells> alike_; // by column and value
};
} // namespace engine

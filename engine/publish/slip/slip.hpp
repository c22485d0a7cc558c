#pragma once
// The return slip: an XLSX of the rows that are held back, for the person who sent the file.
#include "base/bytes.hpp"
#include "engine/table/finding.hpp"
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// A column of the sender's file. `field` is the contract's name for it, "" where the contract does not name it;
// findings speak of either.
struct SlipColumn {
    SlipColumn(std::string header_text, std::string field_name = {}, std::vector<std::string> allowed_values = {})
        : header(std::move(header_text)), field(std::move(field_name)), allowed(std::move(allowed_values))
    {
    }
    std::string header;
    std::string field;
    std::vector<std::string> allowed; // to pick from; empty: anything
};

// More rows nobody corrects by hand at once; the caller leaves them for the next sheet and says so.
inline constexpr std::int64_t most_slip_rows = 20'000;

// Receives the rows that are held back, in the order of the file. Cells are the sender's, in the sender's columns.
class SlipWriter
{
public:
    virtual ~SlipWriter() = default;
    virtual void row(std::int64_t line, std::span<const std::string_view> cells, std::span<const Finding> findings) = 0;
    virtual void finish() = 0; // call once, after the last row
};

// Every cell is text, so that nothing changes when the sheet is opened and sent back. After the sender's columns come
// "Row in your file", "What is wrong" and "Row code", which finds the row again when the slip returns. Cells with a
// list of allowed values offer it; a second sheet says how the slip goes back.
std::unique_ptr<SlipWriter> slip_writer(ByteSink& sink, std::vector<SlipColumn> columns);

// The row code of a row: its line and eight hex digits over its cells, "14-3f9a2c01".
std::string row_code(std::int64_t line, std::span<const std::string_view> cells);
} // namespace engine

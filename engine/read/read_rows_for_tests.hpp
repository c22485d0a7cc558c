#pragma once
// All rows of a table as plain values, for tests.
#include "engine/read/reader.hpp"
#include "engine/table/unreadable.hpp"
#include <string>
#include <vector>

namespace engine
{
struct PlainRow {
    std::uint64_t line;
    RowKind kind;
    std::vector<std::string> cells; // as many as the source row has; null cells are ""
};

struct PlainTable {
    std::vector<PlainRow> rows;
    std::vector<Finding> findings;

    std::vector<std::vector<std::string>> of(RowKind kind) const
    {
        std::vector<std::vector<std::string>> list;
        for (const auto& row : rows)
            if (row.kind == kind) list.push_back(row.cells);
        return list;
    }
};

inline PlainTable read_rows(TableReader& table)
{
    PlainTable all;
    Chunk chunk;
    while (table.next(chunk, all.findings)) {
        for (std::size_t r = 0; r < chunk.rows(); ++r) {
            PlainRow row{chunk.line[r], chunk.kind[r], {}};
            for (std::size_t c = 0; c < chunk.width[r]; ++c) row.cells.emplace_back(chunk.cell(c, r));
            all.rows.push_back(std::move(row));
        }
    }
    return all;
}

// The code of the refusal that opening and reading the file ends in; "" when it reads to its end.
inline std::string refusal(std::string_view bytes, const ReadOptions& options = {}, const std::string& name = "file")
{
    MemorySource source(bytes);
    try {
        auto file = open_file(source, name, options);
        for (auto& table : file.tables) read_rows(*table);
    } catch (const Unreadable& refused) {
        return refused.code();
    }
    return "";
}
} // namespace engine

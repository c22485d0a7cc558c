#pragma once
// All rows that may not be records, or not as they are read: people say what becomes of them.
#include "engine/doubts/asked_cells.hpp"
#include "engine/doubts/unread.hpp"
#include "engine/read/repeated_headers.hpp"

namespace engine
{
class AskedRows
{
public:
    // contract and header outlive this
    AskedRows(const Contract& contract, const Matching& matching, const std::vector<std::string>& header,
              const Choices& choices)
        : header_(header), headers_(header), cells_(contract, matching, choices), unused_(choices)
    {
    }
    // Marks what is no record and does what people chose; says how many rows of data the file has.
    std::int64_t take(Chunk& chunk, std::vector<Finding>& of_reader)
    {
        mark_repeated_headers(chunk, header_);
        headers_.mark(chunk);
        auto rows = std::ranges::count(chunk.kind, RowKind::data);
        cells_.take(chunk, of_reader);
        unused_.mark(chunk);
        return rows;
    }
    void see(const Batch& batch) { unused_.see(batch); } // of the chunk taken last
    std::vector<Doubt> doubts() const                    // once, after the last row
    {
        auto out = cells_.doubts();
        for (auto& doubt : {headers_.doubt(), unused_.doubt()})
            if (doubt) out.push_back(*doubt);
        return out;
    }

private:
    const std::vector<std::string>& header_;
    OtherHeaders headers_;
    AskedCells cells_;
    UnusedRows unused_;
};
} // namespace engine

#pragma once
// A sheet of a document that holds all its sheets in one stream. Each reads the document anew, from its beginning to
// its own end.
#include "engine/read/package/refusals.hpp"
#include "engine/read/package/zip.hpp"
#include "engine/read/sheet_table.hpp"
#include <memory>

namespace engine
{
inline constexpr std::size_t most_streamed_sheets = 256;

template <class Parser> class StreamedSheet final : public SheetRows
{
public:
    StreamedSheet(std::unique_ptr<package::ZipStream> document, std::size_t sheet, const std::string& file,
                  const ReadOptions& options)
        : file_(file), parser_(std::move(document), file, options)
    {
        ListedSheet passed;
        for (std::size_t i = 0; i <= sheet; ++i)
            if (!parser_.next_sheet(passed)) throw package::damaged(file);
    }
    bool next(Arena& arena, SheetRow& row) override { return parser_.next_row(arena, row); }
    double progress() const override { return parser_.progress(); }
    std::span<const MergedRange> merged() const override { return parser_.merged(); }
    void report(std::vector<Finding>& findings) override
    {
        if (parser_.hidden_rows() > 0) findings.push_back(hidden_rows(file_, parser_.hidden_rows()));
    }

private:
    std::string file_;
    Parser parser_;
};
} // namespace engine

#include "engine/read/html/html_reader.hpp"
#include "engine/read/encoding_doubt.hpp"
#include "engine/read/html/page_tables.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/sheet_table.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/encoding.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine::html
{
namespace
{
constexpr std::size_t most_bytes = 64 << 20;

std::string lower_ascii(std::string_view text)
{
    std::string out;
    for (char c : text)
        if (c != '\0') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; // NULs are those of UTF-16
    return out;
}

// What the page itself says, unless its bytes say otherwise.
Encoding encoding_of(const ByteSource& source, const ReadOptions& options)
{
    auto found = detect_encoding(source);
    std::string wanted;
    if (options.encoding && *options.encoding != "auto")
        wanted = *options.encoding;
    else if (found.name == "UTF-8" || found.name.starts_with("UTF-16"))
        return found;
    else {
        std::string start(4096, '\0');
        start = lower_ascii(start.substr(0, source.read(0, start)));
        auto at = start.find("charset=");
        if (at == std::string::npos) return found;
        auto from = std::min(start.find_first_not_of("\"' ", at + 8), start.size());
        wanted = start.substr(from, start.find_first_of("\"' />;", from) - from);
    }
    return named_encoding(source, wanted).value_or(found);
}

std::string read_text(const ByteSource& source, const Encoding& encoding, const std::string& name)
{
    TextStream stream(source, encoding);
    std::string text;
    for (std::size_t got = 1; got > 0;) {
        auto filled = text.size();
        text.resize(filled + (1 << 16));
        got = stream.read(std::span(text).subspan(filled));
        text.resize(filled + got);
        if (text.size() > most_bytes) throw package::too_large(name, most_bytes);
    }
    return text;
}

class Rows final : public SheetRows
{
public:
    Rows(PageTable table, const ReadOptions& options) : table_(std::move(table))
    {
        if (!options.canonical) table_.merged.clear();
    }
    std::span<const MergedRange> merged() const override { return table_.merged; }
    bool next(Arena&, SheetRow& row) override
    {
        row.cells.clear();
        while (at_ < table_.rows.size() && row.cells.empty()) {
            row.line = at_ + 1;
            for (const auto& cell : table_.rows[at_]) row.cells.push_back(cell.empty() ? null_cell : cell);
            ++at_;
        }
        return !row.cells.empty();
    }
    double progress() const override
    {
        return static_cast<double>(at_) / static_cast<double>(std::max<std::size_t>(table_.rows.size(), 1));
    }

private:
    PageTable table_;
    std::size_t at_ = 0;
};
} // namespace

bool is(std::string_view start, const ByteSource&)
{
    auto text = lower_ascii(start);
    auto at = text.find_first_not_of("\xEF\xBB\xBF\xFF\xFE \t\r\n");
    if (at == std::string::npos) return false;
    std::string_view rest = std::string_view(text).substr(at);
    static constexpr std::string_view beginnings[] = {"<html", "<!doctype html", "<table", "<head",
                                                      "<meta", "<style",         "<body",  "<div"};
    if (std::ranges::any_of(beginnings, [&](auto word) { return rest.starts_with(word); })) return true;
    bool prolog = rest.starts_with("<?xml") || rest.starts_with("<!--");
    return prolog && (rest.contains("<html>") || rest.contains("<html "));
}

OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    auto encoding = encoding_of(source, options);
    auto tables = tables_of(read_text(source, encoding, name), name);
    // Tables of one row or one column lay out the page, unless there are no others.
    auto is_grid = [](const PageTable& table) { return table.rows.size() > 1 && table.columns() > 1; };
    bool grids = std::ranges::any_of(tables, is_grid);
    std::erase_if(tables, [&](const PageTable& table) { return grids ? !is_grid(table) : table.columns() == 0; });
    if (tables.empty())
        throw Unreadable("unsupported",
                         fmt::format("“{}” is a web page without a table. A CSV or XLSX file was expected. If it shows "
                                     "a sign-in form or an error, export the data again and send that file.",
                                     name));
    OpenedFile opened;
    opened.kind = FileKind::html;
    opened.dialect = {encoding.name, "", "", "", "", std::nullopt};
    if (auto doubt = encoding_doubt(encoding)) opened.doubts.push_back(std::move(*doubt));
    for (auto& table : tables)
        opened.tables.push_back(
            std::make_unique<SheetTable>(std::make_shared<Rows>(std::move(table), options), options));
    finish_workbook(opened);
    return opened;
}
} // namespace engine::html

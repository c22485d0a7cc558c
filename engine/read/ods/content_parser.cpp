#include "engine/read/ods/content_parser.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/read/package/refusals.hpp"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace engine::ods
{
using package::XmlPiece;

namespace
{
constexpr std::uint64_t most_rows = 1'048'576;
constexpr std::uint64_t most_text = 1ULL << 30;
constexpr std::size_t longest_cell = 1 << 20;

std::size_t count_of(std::string_view text)
{
    std::size_t count = 1;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return std::clamp<std::size_t>(count, 1, 1 << 24);
}

bool is_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "PT08H30M00S" → "08:30:00"; hours may pass 24. The text itself where it is no such duration.
std::string clock_time(std::string_view duration)
{
    auto rest = duration;
    if (!rest.starts_with("PT")) return std::string(duration);
    rest.remove_prefix(2);
    int parts[3] = {};
    for (int i = 0; i < 3; ++i) {
        int value = 0;
        auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        auto used = static_cast<std::size_t>(end - rest.data());
        if (error != std::errc() || used == rest.size() || rest[used] != "HMS"[i]) {
            if (i == 2 && used < rest.size() && (rest[used] == '.' || rest[used] == ',')) { // parts of a second
                parts[2] = value;
                continue;
            }
            return std::string(duration);
        }
        parts[i] = value;
        rest.remove_prefix(used + 1);
    }
    return fmt::format("{:02}:{:02}:{:02}", parts[0], parts[1], parts[2]);
}
} // namespace

ContentParser::ContentParser(std::unique_ptr<package::ZipStream> stream, std::string file, const ReadOptions& options)
    : stream_(std::move(stream)), file_(std::move(file)), stored_(options.stored), canonical_(options.canonical),
      xml_(*stream_, file_)
{
}

// A table style says whether its tables are shown.
void ContentParser::read_style()
{
    std::string name(xml_.attribute("name"));
    for (auto piece = xml_.next(); piece != XmlPiece::end; piece = xml_.next()) {
        if (piece != XmlPiece::start) continue;
        if (xml_.name() == "table-properties" && xml_.attribute("display") == "false") hiding_.insert(name);
        xml_.skip();
    }
}

bool ContentParser::next_sheet(ListedSheet& sheet)
{
    end_sheet();
    for (auto piece = xml_.next(); piece != XmlPiece::finished; piece = xml_.next()) {
        if (piece != XmlPiece::start) continue;
        if (xml_.name() == "style") read_style();
        if (xml_.name() == "tracked-changes") xml_.skip(); // what was deleted stands there as tables
        if (xml_.name() != "table") continue;
        hidden_ = hiding_.contains(xml_.attribute("style-name"));
        sheet = {std::string(xml_.attribute("name")), hidden_};
        in_sheet_ = true;
        line_ = repeats_ = hidden_rows_ = 0;
        columns_ = 0;
        hidden_columns_.clear();
        merged_.clear();
        return true;
    }
    return false;
}

bool ContentParser::next_row(Arena& arena, SheetRow& row)
{
    row.cells.clear();
    if (repeats_ > 0) {
        --repeats_;
        row.line = ++line_;
        for (const auto& text : repeated_) row.cells.push_back(text.empty() ? null_cell : arena.copy(text));
        std::size_t bytes = 0;
        for (const auto& text : repeated_) bytes += text.size();
        count_made(repeated_.size(), bytes);
        return true;
    }
    while (next_row_tag()) {
        read_row(arena, row);
        if (!row.cells.empty()) return true;
    }
    return false;
}

// A few bytes can say that a row, a cell or a space comes a million times. People fill columns down with one value, so
// some of that is right; a document that is next to nothing but repetition is built to fill memory.
void ContentParser::count_made(std::size_t cells, std::size_t bytes)
{
    constexpr std::uint64_t free_cells = 4U << 20, free_text = 16U << 20, times = 64;
    made_cells_ += cells;
    made_text_ += bytes;
    given_ += bytes;
    if (made_cells_ > free_cells + times * written_cells_ || made_text_ > free_text + times * written_text_)
        throw package::bomb(file_);
    if (given_ > most_text) throw package::too_large(file_, most_text);
}

void ContentParser::end_sheet()
{
    repeats_ = 0;
    while (next_row_tag()) xml_.skip();
}

// Goes to the next row of the sheet; at its end false.
bool ContentParser::next_row_tag()
{
    static constexpr std::string_view groups[] = {"table-row-group",    "table-header-rows",    "table-rows",
                                                  "table-column-group", "table-header-columns", "table-columns"};
    while (in_sheet_) {
        auto piece = xml_.next();
        if (piece == XmlPiece::end) in_sheet_ = xml_.name() != "table";
        if (piece != XmlPiece::start || std::ranges::find(groups, xml_.name()) != std::end(groups)) continue;
        if (xml_.name() == "table-row") return true;
        if (xml_.name() == "table-column") read_columns();
        xml_.skip();
    }
    return false;
}

void ContentParser::read_columns()
{
    auto repeated = count_of(xml_.attribute("number-columns-repeated"));
    auto visibility = xml_.attribute("visibility");
    bool hidden = visibility == "collapse" || visibility == "filter";
    for (std::size_t i = 0; i < repeated && columns_ < most_columns; ++i, ++columns_)
        if (hidden) hidden_columns_.push_back(columns_);
}

void ContentParser::read_row(Arena& arena, SheetRow& row)
{
    auto repeated = count_of(xml_.attribute("number-rows-repeated"));
    auto visibility = xml_.attribute("visibility");
    bool hidden = visibility == "collapse" || visibility == "filter";
    row.line = line_ + 1;
    std::size_t column = 0;
    for (auto piece = xml_.next(); piece != XmlPiece::end; piece = xml_.next()) {
        if (piece != XmlPiece::start) continue;
        if (xml_.name() != "table-cell" && xml_.name() != "covered-table-cell") {
            xml_.skip();
            continue;
        }
        read_cell(cell_);
        auto text = text_of(cell_);
        if (!text.empty()) {
            if (column + cell_.repeated > most_columns || row.line > most_rows) throw package::damaged(file_);
            ++written_cells_;
            written_text_ += text.size() - std::min(text.size(), cell_.spaces);
            given_ += text.size();
            count_made(cell_.repeated - 1, text.size() * (cell_.repeated - 1));
            row.cells.resize(column, null_cell);
            row.cells.insert(row.cells.end(), cell_.repeated, arena.copy(text));
            if (canonical_ && cell_.rows > 1) merged_.push_back({row.line, row.line + cell_.rows - 1, column});
        }
        column += cell_.repeated;
    }
    if (row.cells.empty()) {
        line_ = std::min(line_ + repeated, most_rows);
        return;
    }
    ++line_;
    hidden_rows_ += hidden ? repeated : 0;
    repeats_ = std::min<std::uint64_t>(repeated, most_rows - row.line + 1) - 1;
    if (repeats_ > 0) repeated_.assign(row.cells.begin(), row.cells.end());
}

void ContentParser::read_cell(Cell& cell)
{
    cell.repeated = cell.rows = 1;
    cell.spaces = 0;
    for (auto* text : {&cell.type, &cell.value, &cell.date, &cell.time, &cell.truth, &cell.shown}) text->clear();
    xml_.each_attribute([&](std::string_view name, std::string_view value) {
        if (name == "value-type") cell.type = value;
        if (name == "value" || name == "string-value") cell.value = value;
        if (name == "date-value") cell.date = value;
        if (name == "time-value") cell.time = value;
        if (name == "boolean-value") cell.truth = value;
        if (name == "number-columns-repeated") cell.repeated = count_of(value);
        if (name == "number-rows-spanned") cell.rows = count_of(value);
    });
    bool first = true;
    for (auto piece = xml_.next(); piece != XmlPiece::end; piece = xml_.next()) {
        if (piece != XmlPiece::start) continue;
        if (xml_.name() != "p" && xml_.name() != "h") {
            xml_.skip(); // notes, pictures, tables in pictures
            continue;
        }
        if (!first) cell.shown += '\n';
        first = false;
        take_paragraph(cell);
    }
}

// The text of a paragraph, in which white space is written out (chapter 6.1).
void ContentParser::take_paragraph(Cell& cell)
{
    auto& out = cell.shown;
    for (int depth = 1; depth > 0;) {
        auto piece = xml_.next();
        if (piece == XmlPiece::end) --depth;
        if (piece == XmlPiece::text) out += xml_.text();
        if (out.size() > longest_cell) throw package::cell_too_long(file_, longest_cell);
        if (piece != XmlPiece::start) continue;
        ++depth;
        if (xml_.name() == "s") {
            auto spaces = std::min(count_of(xml_.attribute("c")), longest_cell);
            count_made(0, spaces);
            cell.spaces += spaces;
            out.append(spaces, ' ');
        }
        if (xml_.name() == "tab") out += '\t';
        if (xml_.name() == "line-break") out += '\n';
        if (xml_.name() == "annotation" || xml_.name() == "note" || xml_.name() == "ruby-text") {
            xml_.skip();
            --depth;
        }
    }
}

// As shown, as stored, or as a contract's types expect it; the view is into the cell or room_.
std::string_view ContentParser::text_of(const Cell& cell) const
{
    bool number = cell.type == "float" || cell.type == "percentage" || cell.type == "currency";
    bool as_shown = !stored_ && !cell.shown.empty();
    // Identifiers of digits are shown with zeros that their numbers do not have.
    bool padded = canonical_ && number && cell.shown.starts_with('0') && cell.shown.size() > cell.value.size() &&
                  is_digits(cell.shown) && is_digits(cell.value);
    if (as_shown && (!canonical_ || padded)) return cell.shown;
    if (number) return cell.value;
    if (cell.type == "date") return cell.date;
    if (cell.type == "boolean") return cell.truth == "true" ? "TRUE" : "FALSE";
    if (cell.type == "time") return stored_ ? cell.time : room_ = clock_time(cell.time);
    return cell.shown.empty() ? cell.value : cell.shown;
}
} // namespace engine::ods

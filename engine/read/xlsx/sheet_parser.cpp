#include "engine/read/xlsx/sheet_parser.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/read/xlsx/cell_text.hpp"
#include "engine/read/xlsx/zip_refusals.hpp"
#include <charconv>

namespace engine::xlsx
{
namespace
{
constexpr std::size_t longest_value = 1 << 20;
constexpr std::uint64_t most_text = 1ULL << 30;
constexpr std::uint64_t most_rows = 1'048'576;

template <class Number> Number number(std::string_view text, Number otherwise)
{
    Number value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// "BC12" → 54, counted from 0; `otherwise` where there is no column in it.
std::size_t column_of(std::string_view reference, std::size_t otherwise)
{
    std::size_t column = 0, letters = 0;
    for (char c : reference) {
        if (c == '$') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        if (c < 'A' || c > 'Z' || ++letters > 3) break;
        column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    }
    return column ? column - 1 : otherwise;
}
} // namespace

SheetParser::SheetParser(std::unique_ptr<ZipStream> stream, const Workbook& book, std::string file,
                         const ReadOptions& options)
    : stream_(std::move(stream)), book_(book), file_(std::move(file)), stored_(options.stored),
      canonical_(options.canonical), xml_(std::make_unique<XmlParser>(*stream_, static_cast<XmlEvents&>(*this), file_))
{
}

bool SheetParser::next(Arena& arena, SheetRow& row)
{
    arena_ = &arena;
    row_ = &row;
    row.cells.clear();
    row_done_ = false;
    while (!row_done_ && !ended_)
        if (!xml_->run()) ended_ = true;
    return row_done_;
}

void SheetParser::start(std::string_view name, const Attributes& attributes)
{
    if (name == "c" && in_data_) {
        column_ = column_of(attributes["r"], next_column_);
        if (column_ >= most_columns) throw damaged(file_);
        next_column_ = column_ + 1;
        style_ = number<std::size_t>(attributes["s"], 0);
        auto type = attributes["t"];
        type_ = type == "s"           ? Type::shared
                : type == "str"       ? Type::text
                : type == "inlineStr" ? Type::inline_text
                : type == "b"         ? Type::boolean
                : type == "e"         ? Type::error
                : type == "d"         ? Type::date
                                      : Type::number;
        value_.clear();
        inline_.clear();
        has_formula_ = false;
    } else if (name == "v")
        in_value_ = true;
    else if (name == "f")
        has_formula_ = true;
    else if (name == "row" && in_data_) {
        row_->line = number<std::uint64_t>(attributes["r"], last_line_ + 1);
        if (row_->line <= last_line_) row_->line = last_line_ + 1;
        if (row_->line > most_rows) throw damaged(file_);
        last_line_ = row_->line;
        row_->cells.clear();
        next_column_ = 0;
    } else if (name == "sheetData")
        in_data_ = true;
    else if (type_ == Type::inline_text)
        inline_.start(name);
}

void SheetParser::end(std::string_view name)
{
    if (name == "c" && in_data_)
        finish_cell();
    else if (name == "v")
        in_value_ = false;
    else if (name == "row" && in_data_) {
        row_done_ = !row_->cells.empty();
        if (row_done_) xml_->pause();
    } else if (name == "sheetData") {
        in_data_ = false;
        ended_ = true; // what follows says nothing about values
        xml_->pause();
    } else if (type_ == Type::inline_text)
        inline_.end(name);
}

void SheetParser::text(std::string_view piece)
{
    if (in_value_) {
        if (value_.size() + piece.size() > longest_value) throw cell_too_long(file_, longest_value);
        value_ += piece;
    } else if (type_ == Type::inline_text)
        inline_.text(piece);
}

void SheetParser::finish_cell()
{
    auto text = cell_text();
    uncalculated_ += has_formula_ && is_null(text) && value_.empty() && type_ == Type::number;
    if (is_null(text) || text.empty()) return; // an empty text is what Excel shows as nothing
    *book_.given += text.size();
    if (*book_.given > most_text) throw too_large(file_, most_text);
    auto& cells = row_->cells;
    if (cells.size() <= column_) cells.resize(column_ + 1, null_cell);
    cells[column_] = text;
}

// The text of the cell at hand; null where it has no value.
std::string_view SheetParser::cell_text()
{
    const auto& format = book_.format(style_);
    auto shown = [&](std::string_view text) {
        return stored_ || format.keeps_text() ? text : arena_->copy(format.text(text));
    };
    switch (type_) {
    case Type::inline_text:
        return shown(arena_->copy(inline_.resolved()));
    case Type::text:
        resolve_escapes(value_);
        return shown(arena_->copy(value_));
    case Type::shared: {
        auto index = number<std::size_t>(value_, SIZE_MAX);
        return index < book_.strings->size() ? shown((*book_.strings)[index]) : null_cell;
    }
    case Type::boolean:
        return value_.empty() ? null_cell : is_true(value_) ? "TRUE" : "FALSE";
    case Type::error:
        return arena_->copy(value_);
    case Type::date:
    case Type::number:
        break;
    }
    if (value_.empty()) return null_cell;
    if (stored_) return arena_->copy(value_);
    auto text = type_ == Type::date ? date_text(value_, format, book_.date1904, canonical_)
                                    : number_text(value_, format, book_.date1904, canonical_);
    return arena_->copy(text);
}
} // namespace engine::xlsx

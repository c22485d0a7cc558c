#include "engine/read/xlsx/sheet_parser.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/xlsx/cell_text.hpp"
#include <algorithm>
#include <charconv>

namespace engine::xlsx
{
using package::XmlPiece;

namespace
{
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

SheetParser::SheetParser(std::unique_ptr<package::ZipStream> stream, const Workbook& book, std::string file,
                         const ReadOptions& options)
    : stream_(std::move(stream)), book_(book), file_(std::move(file)), stored_(options.stored),
      canonical_(options.canonical), xml_(*stream_, file_)
{
}

bool SheetParser::next(Arena& arena, SheetRow& row)
{
    arena_ = &arena;
    row.cells.clear();
    while (!ended_) {
        auto piece = xml_.next();
        if (piece == XmlPiece::start && !in_data_ && xml_.name() == "col")
            read_columns();
        else if (piece == XmlPiece::start && !in_data_)
            in_data_ = xml_.name() == "sheetData";
        else if (piece == XmlPiece::start && xml_.name() == "row")
            read_row(row);
        else if (piece == XmlPiece::start)
            xml_.skip();
        // What follows the data says nothing about values.
        ended_ = piece == XmlPiece::finished || (piece == XmlPiece::end && in_data_);
        if (!row.cells.empty()) return true;
    }
    return false;
}

// What the sheet says of some columns at once.
void SheetParser::read_columns()
{
    std::size_t first = 0, last = 0;
    bool hidden = false;
    xml_.each_attribute([&](std::string_view name, std::string_view value) {
        if (name == "min") first = number<std::size_t>(value, 0);
        if (name == "max") last = number<std::size_t>(value, 0);
        if (name == "hidden") hidden = package::is_true(value);
    });
    for (auto column = first; hidden && column > 0 && column <= std::min(last, most_columns); ++column)
        hidden_columns_.push_back(column - 1);
}

void SheetParser::read_row(SheetRow& row)
{
    row.line = last_line_ + 1;
    bool hidden = false;
    xml_.each_attribute([&](std::string_view name, std::string_view value) {
        if (name == "r") row.line = std::max(number(value, row.line), row.line);
        if (name == "hidden") hidden = package::is_true(value);
    });
    if (row.line > most_rows) throw package::damaged(file_);
    last_line_ = row.line;
    next_column_ = 0;
    row.struck = true;
    for (auto piece = xml_.next(); piece != XmlPiece::end; piece = xml_.next()) {
        if (piece != XmlPiece::start) continue;
        if (xml_.name() == "c")
            read_cell(row);
        else
            xml_.skip();
    }
    hidden_rows_ += hidden && !row.cells.empty();
}

SheetParser::Type SheetParser::type_of(std::string_view name)
{
    return name == "s"           ? Type::shared
           : name == "str"       ? Type::text
           : name == "inlineStr" ? Type::inline_text
           : name == "b"         ? Type::boolean
           : name == "e"         ? Type::error
           : name == "d"         ? Type::date
                                 : Type::number;
}

void SheetParser::read_cell(SheetRow& row)
{
    auto column = next_column_;
    style_ = 0;
    type_ = Type::number;
    value_.clear();
    xml_.each_attribute([&](std::string_view name, std::string_view value) {
        if (name == "r")
            column = column_of(value, column);
        else if (name == "s")
            style_ = number<std::size_t>(value, 0);
        else if (name == "t")
            type_ = type_of(value);
    });
    if (column >= most_columns) throw package::damaged(file_);
    next_column_ = column + 1;
    bool has_formula = false;
    for (auto piece = xml_.next(); piece != XmlPiece::end; piece = xml_.next()) {
        if (piece != XmlPiece::start) continue;
        if (xml_.name() == "v" && type_ != Type::inline_text)
            xml_.take_text(value_);
        else if (xml_.name() == "is" && type_ == Type::inline_text)
            take_rich_text(xml_, value_);
        else {
            has_formula |= xml_.name() == "f";
            xml_.skip();
        }
    }
    if (type_ == Type::number) count(column, has_formula);
    auto text = cell_text();
    if (text.empty()) return; // an empty text is what Excel shows as nothing
    row.struck = row.struck && book_.is_struck(style_);
    *book_.given += text.size();
    if (*book_.given > most_text) throw package::too_large(file_, most_text);
    auto& cells = row.cells;
    if (cells.size() < column) cells.resize(column, null_cell);
    if (cells.size() == column)
        cells.push_back(text);
    else
        cells[column] = text;
}

void SheetParser::count(std::size_t column, bool has_formula)
{
    bool percent = !value_.empty() && book_.format(style_).is_percent();
    if (!has_formula && !percent) return;
    if (columns_.size() <= column) columns_.resize(column + 1);
    auto& of = columns_[column];
    of.percents += percent;
    if (!has_formula) return;
    bool blank = value_.empty(), zero = value_ == "0";
    of.uncalculated += blank;
    uncalculated_ += blank;
    of.zeros += zero;
    zeros_ += zero;
    results_ += !blank;
}

// Text by the format of its cell, which may add something around it.
std::string_view SheetParser::shown(std::string_view text, const NumberFormat& format)
{
    return stored_ || format.keeps_text() ? text : arena_->copy(format.text(text));
}

// The text of the cell at hand; null where it has no value.
std::string_view SheetParser::cell_text()
{
    if (value_.empty()) return null_cell;
    const auto& format = book_.format(style_);
    switch (type_) {
    case Type::shared: {
        auto index = number<std::size_t>(value_, SIZE_MAX);
        return index < book_.strings->size() ? shown((*book_.strings)[index], format) : null_cell;
    }
    case Type::text:
        resolve_escapes(value_);
        return shown(arena_->copy(value_), format);
    case Type::inline_text:
        return shown(arena_->copy(value_), format);
    case Type::boolean:
        return package::is_true(value_) ? "TRUE" : "FALSE";
    case Type::error:
        return arena_->copy(value_);
    case Type::date:
        if (stored_) return arena_->copy(value_);
        return arena_->copy(date_text(value_, format, book_.date1904, canonical_));
    case Type::number:
        break;
    }
    if (stored_) return arena_->copy(value_);
    return arena_->copy(number_text(value_, format, book_.date1904, canonical_, room_));
}
} // namespace engine::xlsx

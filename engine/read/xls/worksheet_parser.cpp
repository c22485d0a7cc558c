#include "engine/read/xls/worksheet_parser.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/xlsx/cell_text.hpp"
#include <algorithm>
#include <charconv>

namespace engine::xls
{
using package::XmlPiece;

namespace
{
constexpr std::uint64_t most_rows = 1'048'576;
constexpr std::uint64_t most_text = 1ULL << 30;

struct NamedFormat {
    std::string_view name, code;
};
constexpr NamedFormat named[] = {{"General Date", "m/d/yyyy h:mm"},
                                 {"Long Date", "dddd, mmmm d, yyyy"},
                                 {"Medium Date", "d-mmm-yy"},
                                 {"Short Date", "m/d/yyyy"},
                                 {"Long Time", "h:mm:ss AM/PM"},
                                 {"Medium Time", "h:mm AM/PM"},
                                 {"Short Time", "h:mm"},
                                 {"General Number", "General"},
                                 {"Currency", "$#,##0.00"},
                                 {"Euro Currency", "[$€-2] #,##0.00"},
                                 {"Fixed", "0.00"},
                                 {"Standard", "#,##0.00"},
                                 {"Percent", "0.00%"},
                                 {"Scientific", "0.00E+00"},
                                 {"Yes/No", "\"Yes\";\"Yes\";\"No\""},
                                 {"True/False", "\"True\";\"True\";\"False\""},
                                 {"On/Off", "\"On\";\"On\";\"Off\""}};

std::string_view code_of(std::string_view format)
{
    auto found = std::ranges::find(named, format, &NamedFormat::name);
    return found == std::end(named) ? format : found->code;
}

std::uint64_t number_of(std::string_view text)
{
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::min(value, 2 * most_rows);
}
} // namespace

WorksheetParser::WorksheetParser(std::unique_ptr<package::ZipStream> stream, std::string file,
                                 const ReadOptions& options)
    : stream_(std::move(stream)), file_(std::move(file)), stored_(options.stored), canonical_(options.canonical),
      xml_(*stream_, file_)
{
}

void WorksheetParser::read_style()
{
    std::string id(xml_.attribute("ID"));
    for (auto piece = xml_.next(); piece != XmlPiece::end; piece = xml_.next()) {
        if (piece != XmlPiece::start) continue;
        if (xml_.name() == "NumberFormat") formats_.emplace(id, xlsx::NumberFormat(code_of(xml_.attribute("Format"))));
        xml_.skip();
    }
}

bool WorksheetParser::next_sheet(ListedSheet& sheet)
{
    end_sheet();
    for (auto piece = xml_.next(); piece != XmlPiece::finished; piece = xml_.next()) {
        if (piece != XmlPiece::start) continue;
        if (xml_.name() == "Style") read_style();
        if (xml_.name() != "Worksheet") continue;
        sheet.name = xml_.attribute("Name");
        in_sheet_ = true;
        hidden_ = false;
        line_ = hidden_rows_ = 0;
        column_ = 0;
        hidden_columns_.clear();
        merged_.clear();
        return true;
    }
    return false;
}

bool WorksheetParser::next_row(Arena& arena, SheetRow& row)
{
    row.cells.clear();
    while (next_row_tag()) {
        read_row(arena, row);
        if (!row.cells.empty()) return true;
    }
    return false;
}

void WorksheetParser::end_sheet()
{
    while (next_row_tag()) xml_.skip();
}

// Goes to the next row of the worksheet; at its end false.
bool WorksheetParser::next_row_tag()
{
    while (in_sheet_) {
        auto piece = xml_.next();
        if (piece == XmlPiece::end) in_sheet_ = xml_.name() != "Worksheet";
        if (piece != XmlPiece::start || xml_.name() == "Table") continue;
        if (xml_.name() == "Row") return true;
        if (xml_.name() == "Column") read_column();
        if (xml_.name() == "WorksheetOptions")
            read_options();
        else
            xml_.skip();
    }
    return false;
}

void WorksheetParser::read_options()
{
    for (auto piece = xml_.next(); piece != XmlPiece::end; piece = xml_.next()) {
        if (piece != XmlPiece::start) continue;
        value_.clear();
        bool visible = xml_.name() == "Visible";
        xml_.take_text(value_);
        if (visible) hidden_ = value_ != "SheetVisible";
    }
}

// Columns stand before the rows; one that says nothing of its place follows the one before.
void WorksheetParser::read_column()
{
    auto index = number_of(xml_.attribute("Index")), span = number_of(xml_.attribute("Span"));
    bool hidden = package::is_true(xml_.attribute("Hidden"));
    if (index > 0) column_ = static_cast<std::size_t>(index) - 1;
    for (std::uint64_t i = 0; i <= span && column_ < most_columns; ++i, ++column_)
        if (hidden) hidden_columns_.push_back(column_);
}

void WorksheetParser::read_row(Arena& arena, SheetRow& row)
{
    auto index = number_of(xml_.attribute("Index")), span = number_of(xml_.attribute("Span"));
    bool hidden = package::is_true(xml_.attribute("Hidden"));
    row.line = std::max(index, line_ + 1);
    if (row.line > most_rows) throw package::damaged(file_);
    line_ = row.line + span;
    column_ = 0;
    for (auto piece = xml_.next(); piece != XmlPiece::end; piece = xml_.next()) {
        if (piece != XmlPiece::start) continue;
        if (xml_.name() == "Cell")
            read_cell(arena, row);
        else
            xml_.skip();
    }
    hidden_rows_ += hidden && !row.cells.empty();
}

void WorksheetParser::read_cell(Arena& arena, SheetRow& row)
{
    if (auto index = number_of(xml_.attribute("Index")); index > 0) column_ = static_cast<std::size_t>(index) - 1;
    auto merged = number_of(xml_.attribute("MergeAcross")), rows = number_of(xml_.attribute("MergeDown"));
    auto style = formats_.find(xml_.attribute("StyleID"));
    if (column_ >= most_columns) throw package::damaged(file_);
    value_.clear();
    for (auto piece = xml_.next(); piece != XmlPiece::end; piece = xml_.next()) {
        if (piece != XmlPiece::start) continue;
        if (xml_.name() == "Data") {
            type_ = xml_.attribute("Type");
            xml_.take_text(value_);
        } else
            xml_.skip(); // notes, names
    }
    auto text = value_.empty() ? null_cell : text_of(style == formats_.end() ? general_ : style->second);
    if (!text.empty()) {
        if ((given_ += text.size()) > most_text) throw package::too_large(file_, most_text);
        if (row.cells.size() < column_ + 1) row.cells.resize(column_ + 1, null_cell);
        row.cells[column_] = arena.copy(text);
        if (canonical_ && rows > 0) merged_.push_back({row.line, row.line + rows, column_});
    }
    column_ += 1 + static_cast<std::size_t>(merged);
}

std::string_view WorksheetParser::text_of(const xlsx::NumberFormat& format)
{
    if (type_ == "Boolean") return package::is_true(value_) ? "TRUE" : "FALSE";
    if (stored_) return value_;
    if (type_ == "Number") return xlsx::number_text(value_, format, false, canonical_, room_);
    if (type_ == "DateTime") {
        value_.resize(std::min(value_.size(), value_.find('.'))); // parts of a second are always .000
        return room_ = xlsx::date_text(value_, format, false, canonical_);
    }
    if (type_ == "String" && !format.keeps_text()) return room_ = format.text(value_);
    return value_;
}
} // namespace engine::xls

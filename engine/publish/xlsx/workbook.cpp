#include "engine/publish/xlsx/workbook.hpp"
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>
#include <xlsxwriter.h>

namespace engine
{
namespace
{
constexpr std::size_t cell_characters = 32'767;
constexpr std::string_view cut_mark = "… [cut: a cell holds 32,767 characters]";
// Excel files carry a creation date; a fixed one keeps the same input giving the same bytes.
constexpr std::time_t no_date = 315'532'800; // 1980-01-01, the zero of zip files

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool looks_escaped(std::string_view text)
{
    return text.size() >= 7 && text[1] == 'x' && text[6] == '_' && std::all_of(&text[2], &text[6], is_hex);
}

bool is_plain(std::string_view text)
{
    return text.size() <= cell_characters && std::none_of(text.begin(), text.end(), [](char c) {
               return c == '_' || (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n');
           });
}

// A character of the text as a workbook writes it, from its bytes at `at`.
std::string_view escaped(std::string_view text, std::size_t at, char (&room)[8])
{
    auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 && byte != '\t' && byte != '\n') {
        std::snprintf(room, sizeof room, "_x%04X_", byte);
        return room;
    }
    if (byte == '_' && looks_escaped(text.substr(at))) return "_x005F_";
    auto end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    return text.substr(at, end - at);
}
} // namespace

Workbook::Workbook(ByteSink& sink) : sink_(sink), folder_(std::filesystem::temp_directory_path().string())
{
    auto pattern = folder_ + "/workbook-XXXXXX";
    int number = mkstemp(pattern.data());
    if (number < 0)
        throw std::system_error(errno, std::generic_category(), "cannot open a temporary file for a workbook");
    path_ = pattern;
    file_.reset(fdopen(number, "r"));
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder_.data();
    book_ = workbook_new_opt(path_.c_str(), &options);
    if (!book_) {
        ::unlink(path_.c_str());
        throw std::runtime_error("cannot start a workbook");
    }
}

Workbook::~Workbook()
{
    if (book_) lxw_workbook_free(book_);
    ::unlink(path_.c_str());
}

lxw_worksheet* Workbook::add_sheet(const std::string& name)
{
    auto* sheet = workbook_add_worksheet(book_, name.c_str());
    if (!sheet) throw std::runtime_error("cannot add the sheet “" + name + "” to a workbook");
    return sheet;
}

lxw_format* Workbook::add_format() { return workbook_add_format(book_); }

lxw_format* Workbook::header_format()
{
    auto* format = add_format();
    format_set_bold(format);
    format_set_bg_color(format, 0xE8EEF7);
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_bottom_color(format, 0x7A8CA8);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    return format;
}

void Workbook::set_title(const std::string& title, const std::string& company)
{
    title_ = title;
    company_ = company;
}

void Workbook::finish()
{
    lxw_doc_properties properties{};
    properties.title = title_.data();
    properties.company = company_.data();
    properties.created = no_date;
    workbook_set_properties(book_, &properties);
    auto failure = workbook_close(book_); // frees the workbook, also when it fails
    book_ = nullptr;
    if (failure != LXW_NO_ERROR)
        throw std::runtime_error(std::string("cannot write a workbook: ") + lxw_strerror(failure));

    std::vector<char> buffer(1 << 16);
    std::rewind(file_.get());
    while (auto got = std::fread(buffer.data(), 1, buffer.size(), file_.get())) sink_.write({buffer.data(), got});
    if (std::ferror(file_.get()))
        throw std::system_error(errno, std::generic_category(), "cannot read a workbook back");
}

const std::string& cell_text(std::string_view text, std::string& room)
{
    room.clear();
    if (is_plain(text)) return room.append(text);
    constexpr auto with_mark = cell_characters - 39; // characters of the mark
    std::size_t units = 0, kept = 0;
    char escape[8];
    for (std::size_t at = 0; at < text.size();) {
        auto character = escaped(text, at, escape);
        bool is_escape = character.data() == escape || character.size() == 7;
        // Excel counts UTF-16 units, and the writer counts what an escape takes as well.
        units += is_escape ? character.size() : character.size() == 4 ? 2 : 1;
        if (units <= with_mark) kept = room.size() + character.size();
        if (units > cell_characters) {
            room.resize(kept);
            return room += cut_mark;
        }
        room += character;
        at += is_escape ? 1 : character.size();
    }
    return room;
}

void write_text(lxw_worksheet* sheet, std::uint32_t row, std::size_t column, std::string_view text, lxw_format* format,
                std::string& room)
{
    auto failure =
        worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), cell_text(text, room).c_str(), format);
    if (failure != LXW_NO_ERROR)
        throw std::runtime_error(std::string("cannot write a cell of a workbook: ") + lxw_strerror(failure));
}

void ColumnWidth::see(std::string_view text)
{
    std::size_t width = 0, line = 0;
    for (char c : text.substr(0, 400)) {
        auto byte = static_cast<unsigned char>(c);
        if (byte == '\n')
            line = 0;
        else if ((byte & 0xC0) != 0x80)
            width = std::max(width, line += byte >= 0xE1 ? 2 : 1);
    }
    widest_ = std::max(widest_, width);
}

double ColumnWidth::characters() const { return static_cast<double>(std::clamp<std::size_t>(widest_ + 2, 8, 60)); }
} // namespace engine

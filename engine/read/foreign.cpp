#include "engine/read/foreign.hpp"
#include "engine/table/unreadable.hpp"
#include <array>
#include <fmt/format.h>

namespace engine::foreign
{
namespace
{
using namespace std::string_view_literals;

struct Kind {
    std::string_view magic;
    const char* code;
    const char* is;
    const char* remedy;
};
constexpr const char* save_as_xlsx =
    "Open it in Excel or LibreOffice, choose Save As, pick “Excel Workbook (.xlsx)” or CSV and send that file";
constexpr const char* export_again = "Ask the program it comes from for a CSV or XLSX export";
constexpr const char* unpack_first = "Unpack it and send the CSV or XLSX file inside";

constexpr auto kinds = std::to_array<Kind>({
    {"%PDF-"sv, "unsupported", "a PDF document", export_again},
    {"\x1f\x8b"sv, "unsupported", "a compressed file (gzip)", unpack_first},
    {"BZh"sv, "unsupported", "a compressed file (bzip2)", unpack_first},
    {"7z\xBC\xAF\x27\x1C"sv, "unsupported", "a compressed file (7-Zip)", unpack_first},
    {"Rar!\x1a\x07"sv, "unsupported", "a compressed file (RAR)", unpack_first},
    {"\xFD"
     "7zXZ\0"sv,
     "unsupported", "a compressed file (xz)", unpack_first},
    {"\x28\xB5\x2F\xFD"sv, "unsupported", "a compressed file (zstd)", unpack_first},
    {"\x89PNG\r\n"sv, "unsupported", "a picture", export_again},
    {"\xFF\xD8\xFF"sv, "unsupported", "a picture", export_again},
    {"GIF8"sv, "unsupported", "a picture", export_again},
    {"PAR1"sv, "unsupported", "a Parquet file", export_again},
    {"SQLite format 3\0"sv, "unsupported", "a database (SQLite)", export_again},
    {"{\\rtf"sv, "unsupported", "a text document (RTF)", export_again},
    {"\x7f"
     "ELF"sv,
     "binary", "a program", export_again},
    {"MZ\x90\0"sv, "binary", "a program", export_again},
    // Excel 2 to 4, before workbooks.
    {"\x09\0\x04\0"sv, "unsupported", "an old Excel sheet", save_as_xlsx},
    {"\x09\x02\x06\0"sv, "unsupported", "an old Excel sheet", save_as_xlsx},
    {"\x09\x04\x06\0"sv, "unsupported", "an old Excel sheet", save_as_xlsx},
});

const Kind* kind_of(std::string_view start)
{
    for (const auto& kind : kinds)
        if (start.starts_with(kind.magic)) return &kind;
    return nullptr;
}

} // namespace

bool is(std::string_view start, const ByteSource&) { return kind_of(start) != nullptr; }

OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions&)
{
    std::array<char, 64> bytes{};
    std::string_view start(bytes.data(), source.read(0, bytes));
    const auto* kind = kind_of(start);
    throw Unreadable(kind->code,
                     fmt::format("“{}” is {}. A CSV or XLSX file was expected. {}.", name, kind->is, kind->remedy));
}
} // namespace engine::foreign

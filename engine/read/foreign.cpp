#include "engine/read/foreign.hpp"
#include "engine/table/unreadable.hpp"
#include <algorithm>
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
    bool is_word = false; // the mark could begin a text as well, so what follows decides
};
constexpr const char* save_as_xlsx =
    "Open it in Excel or LibreOffice, choose Save As, pick “Excel Workbook (.xlsx)” or CSV and send that file";
constexpr std::size_t looked_at = 64; // bytes
constexpr const char* export_again = "Ask the program it comes from for a CSV or XLSX export";
constexpr const char* unpack_first = "Unpack it and send the CSV or XLSX file inside";

constexpr auto kinds = std::to_array<Kind>({
    {"\x1f\x8b"sv, "unsupported", "a compressed file (gzip)", unpack_first},
    {"BZh"sv, "unsupported", "a compressed file (bzip2)", unpack_first, true},
    {"7z\xBC\xAF\x27\x1C"sv, "unsupported", "a compressed file (7-Zip)", unpack_first},
    {"Rar!\x1a\x07"sv, "unsupported", "a compressed file (RAR)", unpack_first},
    {"\xFD"
     "7zXZ\0"sv,
     "unsupported", "a compressed file (xz)", unpack_first},
    {"\x28\xB5\x2F\xFD"sv, "unsupported", "a compressed file (zstd)", unpack_first},
    {"\x89PNG\r\n"sv, "unsupported", "a picture", export_again},
    {"\xFF\xD8\xFF"sv, "unsupported", "a picture", export_again},
    {"GIF87a"sv, "unsupported", "a picture", export_again, true},
    {"GIF89a"sv, "unsupported", "a picture", export_again, true},
    {"PAR1"sv, "unsupported", "a Parquet file", export_again, true},
    {"SQLite format 3\0"sv, "unsupported", "a database (SQLite)", export_again},
    {"{\\rtf1"sv, "unsupported", "a text document (RTF)", export_again},
    {"\x7f"
     "ELF"sv,
     "binary", "a program", export_again},
    {"MZ\x90\0"sv, "binary", "a program", export_again},
    // Excel 2 to 4, before workbooks.
    {"\x09\0\x04\0"sv, "unsupported", "an old Excel sheet", save_as_xlsx},
    {"\x09\x02\x06\0"sv, "unsupported", "an old Excel sheet", save_as_xlsx},
    {"\x09\x04\x06\0"sv, "unsupported", "an old Excel sheet", save_as_xlsx},
});

constexpr Kind pdf{"%PDF-"sv, "unsupported", "a PDF document", export_again};

// A text may begin with the mark of another format, as a list with the column PAR1 does; behind it stands a text then.
bool goes_on_as_text(std::string_view start)
{
    return std::ranges::none_of(
        start, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; });
}

const Kind* kind_of(std::string_view start, const ByteSource& source)
{
    if (is_pdf(source)) return &pdf;
    start = start.substr(0, looked_at);
    for (const auto& kind : kinds)
        if (start.starts_with(kind.magic) && !(kind.is_word && goes_on_as_text(start))) return &kind;
    return nullptr;
}

// Whether a PDF's header stands here: its version and then nothing else on the line.
bool is_pdf_header(std::string_view text)
{
    auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    if (!text.starts_with(pdf.magic) || !digit(5) || text.substr(6, 1) != "." || !digit(7)) return false;
    auto rest = text.substr(8);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    return rest.empty() || std::string_view("\r\n%").contains(rest[0]);
}
} // namespace

bool is_pdf(const ByteSource& source)
{
    constexpr std::size_t looked_into = 1024;
    std::array<char, looked_into> bytes{};
    std::string_view start(bytes.data(), source.read(0, bytes));
    auto at = start.find(pdf.magic);
    while (at != start.npos && !is_pdf_header(start.substr(at))) at = start.find(pdf.magic, at + 1);
    if (at == start.npos) return false;
    if (start.find_first_not_of(" \t\r\n\f\0\xEF\xBB\xBF"sv) == at) return true;
    // Behind other bytes it is one where the file ends as one, too.
    std::array<char, looked_into> last{};
    auto from = source.size() - std::min<std::uint64_t>(source.size(), looked_into);
    return std::string_view(last.data(), source.read(from, last)).contains("%%EOF");
}

bool is(std::string_view start, const ByteSource& source) { return kind_of(start, source) != nullptr; }

OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions&)
{
    std::array<char, looked_at> bytes{};
    const auto* kind = kind_of({bytes.data(), source.read(0, bytes)}, source);
    throw Unreadable(kind->code,
                     fmt::format("“{}” is {}. A CSV or XLSX file was expected. {}.", name, kind->is, kind->remedy));
}
} // namespace engine::foreign

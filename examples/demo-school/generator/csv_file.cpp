#include "examples/demo-school/generator/file.hpp"
#include <fmt/format.h>
#include <fstream>
#include <stdexcept>

namespace demo_school
{
namespace
{
std::string csv_cell(std::string_view text, char delimiter)
{
    if (text.find_first_of(std::string("\"\r\n") + delimiter) == text.npos) return std::string(text);
    std::string out = "\"";
    for (char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}
} // namespace

std::string to_windows_1252(std::string_view utf8)
{
    std::string out;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte < 0x80) {
            out += utf8[i];
        } else if (byte == 0xc2 || byte == 0xc3) {
            out += static_cast<char>((byte & 3) << 6 | (utf8[++i] & 0x3f));
        } else if (utf8.substr(i, 3) == "–") {
            out += '\x96';
            i += 2;
        } else if (utf8.substr(i, 3) == "€") {
            out += '\x80';
            i += 2;
        } else {
            throw std::runtime_error(fmt::format("not in windows-1252: {}", utf8));
        }
    }
    return out;
}

Ledger DemoFile::ledger() const
{
    Ledger counts;
    for (const Row& row : rows) switch (row.fate) {
        case Fate::passes:
            ++counts.passed;
            break;
        case Fate::held_back:
            ++counts.held_back;
            break;
        case Fate::duplicate:
            ++counts.duplicate;
            break;
        case Fate::ignored:
            ++counts.ignored;
            break;
        }
    return counts;
}

void write_csv(const std::filesystem::path& path, const DemoFile& file, const CsvStyle& style)
{
    std::string text;
    for (const Row& row : file.rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            if (i) text += style.delimiter;
            text += csv_cell(row.cells[i].text, style.delimiter);
        }
        text += style.newline;
    }
    if (style.windows_1252) text = to_windows_1252(text);
    if (style.byte_order_mark) text.insert(0, "\xef\xbb\xbf");
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}
} // namespace demo_school

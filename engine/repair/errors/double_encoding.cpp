#include "engine/repair/repairs.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace engine
{
namespace
{
constexpr std::size_t most_fixes = 20'000;

// windows-1252, 0x80 … 0x9F (WHATWG Encoding Standard); the five that it leaves
// out stand for themselves.
constexpr char32_t high_controls[] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                      0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// One code point of valid UTF-8, which is taken from the front.
char32_t take_code_point(std::string_view& text)
{
    auto lead = static_cast<unsigned char>(text[0]);
    std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t out = length == 1 ? lead : lead & (0x7F >> length);
    for (std::size_t i = 1; i < length; ++i) out = out << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
    text.remove_prefix(length);
    return out;
}

// “GrÃ¶ÃŸe” → “Größe”: the characters as windows-1252 bytes, where those are
// UTF-8 again.
std::optional<std::string> decoded_again(std::string_view text)
{
    if (is_ascii(text) || !is_utf8(text)) return std::nullopt;
    std::string bytes;
    while (!text.empty()) {
        auto code_point = take_code_point(text);
        if (code_point > 0xFF || (code_point >= 0x80 && code_point < 0xA0)) {
            auto found = std::ranges::find(high_controls, code_point);
            if (found == std::end(high_controls)) return std::nullopt;
            code_point = static_cast<char32_t>(0x80 + (found - std::begin(high_controls)));
        }
        bytes += static_cast<char>(code_point);
    }
    if (is_ascii(bytes) || !is_utf8(bytes)) return std::nullopt;
    return bytes;
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    Remedy remedy{.kind = RemedyKind::fix_cells, .words = "Decode the letters that were encoded twice."};
    for (const auto& column : evidence.prepared().mapping)
        if (auto header = decoded_again(column.source); header && !column.field)
            for (const auto& field : evidence.contract().schema.fields)
                if (header_key(*header) == header_key(field.name) || header_key(*header) == header_key(field.title))
                    remedy.columns[column.source] = field.name;
    std::set<std::pair<std::int64_t, std::string>> corrected; // by row and field
    for (const auto& fix : evidence.job().fixes) corrected.emplace(fix.line, fix.column.value_or(""));
    std::int64_t count = 0;
    std::string example;
    evidence.each_row([&](const Chunk& chunk, std::size_t row) {
        if (chunk.kind[row] != RowKind::data) return;
        for (std::size_t c = 0; c < evidence.prepared().mapping.size() && c < chunk.columns.size(); ++c) {
            const auto& column = evidence.prepared().mapping[c];
            auto field = column.field;
            if (auto found = remedy.columns.find(column.source); found != remedy.columns.end()) field = found->second;
            auto cell = chunk.cell(c, row);
            auto decoded = field ? decoded_again(trim(cell)) : std::nullopt;
            auto line = static_cast<std::int64_t>(chunk.line[row]);
            if (!decoded || corrected.contains({line, *field})) continue;
            if (++count > static_cast<std::int64_t>(most_fixes)) continue;
            if (example.empty()) example = fmt::format("“{}” for “{}”", trim(cell), *decoded);
            Fix fix;
            fix.line = line;
            fix.column = field;
            fix.from = std::string(cell);
            fix.to = std::move(*decoded);
            fix.reason = "encoded twice";
            remedy.fixes.push_back(std::move(fix));
        }
    });
    if (count == 0) return;
    matches.push_back(
        error.match(std::nullopt, count, fmt::format("{} × encoded twice: {}.", count, example), std::move(remedy)));
}
} // namespace

constinit const KnownError double_encoding{"double_encoding", ErrorClass::format,
                                           "A program took UTF-8 for windows-1252 and encoded it once more.", &find};
} // namespace engine

#include "engine/repair/repairs.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
// 1946 … 2064: what a school's file can mean.
constexpr double first_serial = 17'000, last_serial = 60'000;

std::optional<std::string> day_of(std::string_view cell)
{
    std::string room;
    auto canonical = canonical_number(cell, NumberStyle{}, room);
    auto serial = canonical ? parse_number(*canonical) : std::nullopt;
    if (!serial || *serial < first_serial || *serial > last_serial) return std::nullopt;
    auto day = datetime_from_serial(*serial, false);
    char text[date_text_bytes];
    return day ? std::optional(std::string(format_date(day->date, text))) : std::nullopt;
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    for (const auto& [column, findings] : evidence.findings_of("type_date")) {
        auto index = evidence.column_of(column);
        bool some = std::ranges::any_of(findings, [](auto* one) { return one->value && day_of(*one->value); });
        if (!some || !index) continue;
        Remedy remedy{.kind = RemedyKind::fix_cells, .words = "Turn the numbers back into dates."};
        std::string example;
        // Of very many findings the outcome has the first ones only, so the file is asked.
        evidence.each_row([&](const Chunk& chunk, std::size_t row) {
            if (chunk.kind[row] != RowKind::data || *index >= chunk.columns.size()) return;
            auto cell = chunk.cell(*index, row);
            auto day = day_of(trim(cell));
            if (!day) return;
            if (example.empty()) example = fmt::format("{} is {}", cell, *day);
            Fix fix;
            fix.line = static_cast<std::int64_t>(chunk.line[row]);
            fix.sheet = evidence.prepared().sheet;
            fix.column = column;
            fix.from = std::string(cell);
            fix.to = std::move(day);
            fix.reason = "a spreadsheet's number of a day";
            remedy.fixes.push_back(std::move(fix));
        });
        auto count = static_cast<std::int64_t>(remedy.fixes.size());
        matches.push_back(error.match(column, count,
                                      fmt::format("{}: {} × a spreadsheet's number of a day: {}.",
                                                  evidence.field_of(column)->title, count, example),
                                      std::move(remedy)));
    }
}
} // namespace

constinit const KnownError serial_dates{"serial_dates",
                                        ErrorClass::format,
                                        "Cells with dates were exported with the format of numbers.",
                                        &find,
                                        {"type_date"}};
} // namespace engine

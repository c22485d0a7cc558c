#include "engine/repair/repairs.hpp"
#include <fmt/format.h>
#include <set>

namespace engine
{
namespace
{
// 1.23457E+08
bool is_scientific(std::string_view text)
{
    auto e = text.find_first_of("eE");
    if (e == text.npos || e == 0 || e + 1 == text.size()) return false;
    auto digits = [](std::string_view part) {
        return part.find_first_not_of("0123456789") == part.npos && !part.empty();
    };
    auto mantissa = text.substr(0, e), exponent = text.substr(e + 1);
    if (exponent[0] == '+') exponent.remove_prefix(1);
    auto point = mantissa.find_first_of(".,");
    bool whole = point == mantissa.npos;
    return digits(mantissa.substr(0, whole ? mantissa.size() : point)) &&
           (whole || digits(mantissa.substr(point + 1))) && digits(exponent);
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    std::map<std::string, std::set<std::int64_t>> rows; // by column
    std::map<std::string, std::string> example;
    for (auto rule : error.rules)
        for (const auto& [column, findings] : evidence.findings_of(rule)) {
            const auto* field = evidence.field_of(column);
            bool of_text = field && (field->type == FieldType::string || field->type == FieldType::integer);
            for (const auto* finding : findings) {
                if (!of_text || !finding->value || !is_scientific(*finding->value)) continue;
                rows[column].insert(finding->line.value_or(0));
                example.emplace(column, *finding->value);
            }
        }
    for (const auto& [column, lines] : rows)
        matches.push_back(error.match(column, static_cast<std::int64_t>(lines.size()),
                                      fmt::format("{}: {} × scientific notation, such as {}: the last digits are gone.",
                                                  evidence.field_of(column)->title, lines.size(), example[column]),
                                      {.kind = RemedyKind::send_back,
                                       .words = fmt::format("Ask the sender to format {} as text and to "
                                                            "export again; the digits are not in "
                                                            "this file.",
                                                            evidence.field_of(column)->title)}));
}
} // namespace

constinit const KnownError scientific_ids{"scientific_ids",
                                          ErrorClass::lost,
                                          "A spreadsheet showed long ids as numbers in scientific notation.",
                                          &find,
                                          {"pattern", "type_integer", "foreign_key"}};
} // namespace engine

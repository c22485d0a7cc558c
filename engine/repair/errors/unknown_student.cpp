#include "base/bytes.hpp"
#include "engine/names/names.hpp"
#include "engine/read/trusted_csv.hpp"
#include "engine/repair/repairs.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace engine
{
namespace
{
constexpr std::size_t most_ids = 200'000;

std::vector<std::string> published_values(const ByteSource& reference, std::size_t column)
{
    std::vector<std::string> out;
    TrustedCsv csv(reference);
    for (Chunk chunk; out.size() < most_ids && csv.next(chunk);)
        for (std::size_t row = 0; row < chunk.rows(); ++row) out.emplace_back(chunk.cell(column, row));
    return out;
}

// The values that a foreign key's one column may have.
std::vector<std::string> known_values(const ForeignKey& key, const ByteSource& reference)
{
    if (auto columns = published_columns(reference, key.reference_fields))
        return published_values(reference, columns->front());
    ReadOptions options;
    options.canonical = true;
    auto file = open_file(reference, key.resource, options);
    std::vector<std::string> out;
    Chunk chunk;
    std::vector<Finding> ignored;
    std::optional<std::size_t> column;
    while (!file.tables.empty() && out.size() < most_ids && file.tables[0]->next(chunk, ignored))
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            if (chunk.kind[row] == RowKind::header)
                for (std::size_t c = 0; c < chunk.columns.size(); ++c)
                    if (header_key(chunk.cell(c, row)) == header_key(key.reference_fields[0])) column = c;
            if (chunk.kind[row] == RowKind::data && column) out.emplace_back(trim(chunk.cell(*column, row)));
        }
    return out;
}

// One character differs, or two neighbours changed places.
bool is_slip(std::string_view a, std::string_view b)
{
    if (a.size() != b.size()) return false;
    std::size_t first = 0;
    while (first < a.size() && a[first] == b[first]) ++first;
    if (first == a.size()) return false;
    bool one = a.substr(first + 1) == b.substr(first + 1);
    bool swapped = first + 1 < a.size() && a[first] == b[first + 1] && a[first + 1] == b[first] &&
                   a.substr(first + 2) == b.substr(first + 2);
    return one || swapped;
}

std::optional<std::string> only_near(const std::string& value, const std::vector<std::string>& known)
{
    std::set<std::string> near;
    for (const auto& one : known)
        if (is_slip(value, one)) near.insert(one);
    return near.size() == 1 ? std::optional(*near.begin()) : std::nullopt;
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    for (const auto& key : evidence.contract().schema.foreign_keys) {
        auto findings = evidence.findings_of("foreign_key")[key.fields.back()];
        auto reference = evidence.job().references.find(key.resource);
        if (findings.empty() || reference == evidence.job().references.end() || !reference->second) continue;
        const auto* field = evidence.field_of(key.fields.back());
        Remedy remedy{.kind = RemedyKind::ask,
                      .words = fmt::format("Ask whether they are missing in {} or mistyped here.", key.resource)};
        if (key.fields.size() == 1) {
            auto known = known_values(key, *reference->second);
            for (const auto* finding : findings) {
                auto near = finding->value ? only_near(*finding->value, known) : std::nullopt;
                if (!near) continue;
                Fix fix;
                fix.line = finding->line.value_or(0);
                fix.sheet = finding->sheet;
                fix.column = field->name;
                fix.from = finding->value;
                fix.to = std::move(near);
                fix.reason = "the only known one that differs in one slip";
                remedy.fixes.push_back(std::move(fix));
            }
        }
        if (!remedy.fixes.empty()) {
            remedy.kind = RemedyKind::fix_cells;
            remedy.words = fmt::format("Is {} meant by {}? {} of {} are near one known {} only.", *remedy.fixes[0].to,
                                       *remedy.fixes[0].from, remedy.fixes.size(), findings.size(), field->title);
        }
        auto count = evidence.count_of("foreign_key", field->name, findings.size());
        matches.push_back(error.match(field->name, count,
                                      fmt::format("{}: {} × not in {}, such as {}.", field->title, count,
                                                  words_of_feed(key.resource), findings[0]->value.value_or("")),
                                      std::move(remedy)));
    }
}
} // namespace

constinit const KnownError unknown_student{"unknown_student",
                                           ErrorClass::meaning,
                                           "A new student is not in the roster yet, or an id was mistyped.",
                                           &find,
                                           {"foreign_key"}};
} // namespace engine

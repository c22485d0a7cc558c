#include "engine/contract/write.hpp"
#include "engine/repair/repairs.hpp"
#include "engine/table/key_set.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
// Rows whose key is there before: the same in every field, or different in one.
struct Repeated {
    std::int64_t alike = 0, different = 0;
};

Repeated repeated_rows(Evidence& evidence, const std::vector<std::string>& key)
{
    Repeated out;
    KeySet keys, rows;
    const auto& mapping = evidence.prepared().mapping;
    evidence.each_row([&](const Chunk& chunk, std::size_t row) {
        if (chunk.kind[row] != RowKind::data) return;
        KeyHash of_key, of_row;
        for (std::size_t c = 0; c < mapping.size() && c < chunk.columns.size(); ++c) {
            if (!mapping[c].field) continue;
            auto cell = trim(chunk.cell(c, row));
            of_row.add(cell);
            if (std::ranges::find(key, *mapping[c].field) != key.end()) of_key.add(cell);
        }
        bool new_row = rows.add(of_row, 0).added;
        if (!keys.add(of_key, 0).added) ++(new_row ? out.different : out.alike);
    });
    return out;
}

std::string in_words(std::int64_t count, const Repeated& rows)
{
    auto text = count == 1 ? "One row has a key that another row has"
                           : fmt::format("{} rows have a key that another row has", count);
    auto be = [](std::int64_t number) { return number == 1 ? "is" : "are"; };
    if (rows.different == 0) return text + fmt::format(" and {} the same in every column.", be(count));
    if (rows.alike == 0) return text + fmt::format(" and {} different in other columns.", be(count));
    return text + fmt::format(": {} {} the same in every column, {} {} not.", rows.alike, be(rows.alike),
                              rows.different, be(rows.different));
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    const auto& key = evidence.contract().schema.primary_key;
    std::int64_t count = 0;
    for (const auto& card : evidence.prepared().cards)
        if (card.rule == "primary_key") count += card.count;
    if (count == 0 || key.empty()) return;
    auto repeated = repeated_rows(evidence, key);
    Remedy remedy{.kind = RemedyKind::ask,
                  .words = "Look at each pair of rows and exclude the wrong one, "
                           "or send them back to the sender."};
    if (repeated.different == 0 && repeated.alike > 0)
        remedy = {.kind = RemedyKind::add_step,
                  .words = "Drop rows that are the same in every column.",
                  .step = write_step({"drop repeated rows", false, DedupeStep{}, {}})};
    matches.push_back(error.match(key.size() == 1 ? std::optional(key[0]) : std::nullopt, count,
                                  in_words(count, repeated), std::move(remedy)));
}
} // namespace

constinit const KnownError same_key_twice{"same_key_twice",
                                          ErrorClass::meaning,
                                          "Rows were exported or copied twice, or two records share an id.",
                                          &find,
                                          {"primary_key"}};
} // namespace engine

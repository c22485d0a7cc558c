#include "engine/repair/repairs.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::string_view lost_character = "\uFFFD";

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    if (evidence.prepared().kind != FileKind::csv) return;
    const auto& rows = evidence.rows();
    std::int64_t count = 0;
    std::string example;
    for (const auto& column : rows.columns)
        for (auto cell : column)
            if (cell.contains(lost_character) && ++count == 1) example = cell;
    const auto& encoding = evidence.detected().encoding;
    if (count == 0 || encoding == evidence.prepared().dialect.encoding) return;
    Remedy remedy{.kind = RemedyKind::reread, .words = fmt::format("Read the file as {}.", encoding)};
    remedy.read.encoding = encoding;
    matches.push_back(error.match(std::nullopt, count,
                                  fmt::format("{} cells have letters that cannot be read as "
                                              "{}, such as “{}”; the bytes "
                                              "are {}.",
                                              count, evidence.prepared().dialect.encoding, example, encoding),
                                  std::move(remedy)));
}
} // namespace

constinit const KnownError wrong_encoding{"wrong_encoding", ErrorClass::format,
                                          "The export writes another encoding than the file rules say.", &find};
} // namespace engine

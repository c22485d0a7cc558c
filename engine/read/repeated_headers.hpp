#pragma once
// Headers that come once more among the rows, as every page of some exports and every file of several put together
// does.
#include "engine/table/chunk.hpp"
#include "engine/table/doubt.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
// Marks rows that repeat the header, in whatever case and spaces.
void mark_repeated_headers(Chunk& chunk, const std::vector<std::string>& header);

// Rows that name the columns of the header in another order: those below them are read under the wrong names.
class OtherHeaders
{
public:
    explicit OtherHeaders(const std::vector<std::string>& header); // outlives this
    void mark(Chunk& chunk);                                       // them as headers
    std::optional<Doubt> doubt() const;

private:
    const std::vector<std::string>& header_;
    std::vector<std::string> names_; // folded, in order
    std::vector<std::uint64_t> lines_;
};
} // namespace engine

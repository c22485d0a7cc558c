// What a request brings besides a body of JSON: the query, and a form with a file. Input: the query, a piece's size
// and the form.
#include "base/result.hpp"
#include "server/http/multipart.hpp"
#include "server/http/query.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <algorithm>

namespace
{
struct Keeper final : http::Receiver {
    explicit Keeper(std::string& into) : kept(into) {}
    void named(std::string_view name) override { kept += name; }
    void write(std::string_view bytes) override { kept += bytes; }
    http::Reply finish() override { return {}; }
    std::string& kept;
};

// The file of a form that comes in pieces, or nothing where it is refused.
std::optional<std::string> file_of(std::string_view form, std::size_t piece)
{
    std::string kept;
    try {
        http::MultipartFile reader("b", std::make_unique<Keeper>(kept));
        for (std::size_t at = 0; at < form.size(); at += piece) reader.write(form.substr(at, piece));
        reader.finish();
    } catch (const Refusal&) {
        return std::nullopt;
    }
    return kept;
}
} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    fuzz::Parts parts(fuzz::text(bytes, size));
    auto query_part = parts.next(), form = parts.next();
    if (auto query = http::parse_query(query_part))
        fuzz::require(http::parse_query(http::query_text(*query)) == query, "a query written reads back the same");
    try {
        http::multipart_boundary(query_part);
    } catch (const Refusal&) { // says why
    }
    auto piece = 1 + size % 7;
    fuzz::require(file_of(form, piece) == file_of(form, std::max<std::size_t>(form.size(), 1)),
                  "a form is the same whatever the pieces it comes in");
    return 0;
}

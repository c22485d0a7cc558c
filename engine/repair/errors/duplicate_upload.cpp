#include "base/bytes.hpp"
#include "engine/repair/repairs.hpp"
#include <vector>

namespace engine
{
namespace
{
bool same_bytes(const ByteSource& a, const ByteSource& b)
{
    if (a.size() != b.size()) return false;
    std::vector<char> left(1 << 16), right(1 << 16);
    for (std::uint64_t at = 0; at < a.size();) {
        auto got = a.read(at, left);
        if (got == 0 || b.read(at, std::span(right).first(got)) != got) return false;
        if (!std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(got), right.begin())) return false;
        at += got;
    }
    return true;
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    const auto* earlier = evidence.job().earlier;
    if (!earlier || !same_bytes(*earlier, *evidence.job().file)) return;
    matches.push_back(error.match(std::nullopt, 1, "The file is the one that was sent before, byte for byte.",
                                  {.kind = RemedyKind::handled,
                                   .words = "It is already here; nothing has to be done. Was "
                                            "another file meant?"}));
}
} // namespace

constinit const KnownError duplicate_upload{"duplicate_upload", ErrorClass::format, "The same file was sent twice.",
                                            &find};
} // namespace engine

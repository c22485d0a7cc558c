#include "server/storage/backend.hpp"
#include "base/sha256.hpp"
#include <vector>

namespace storage
{
Unreachable::Unreachable(std::string why)
    : Refusal{Why::unavailable, "The file storage of the hub cannot be reached at the moment. Nothing was lost: try "
                                "again in a few minutes, or tell an admin."},
      cause(std::move(why))
{
}

std::string key_of(Kind kind, std::string_view sha256)
{
    return std::string(kind == Kind::upload ? "uploads/" : "exports/") + std::string(sha256.substr(0, 2)) + "/" +
           std::string(sha256.substr(2, 2)) + "/" + std::string(sha256);
}

std::string_view hash_in(std::string_view key) { return key.substr(key.rfind('/') + 1); }

bool is_hash(std::string_view text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string hash_of(const ByteSource& source)
{
    Sha256 hash;
    std::vector<char> block(1 << 20);
    for (std::uint64_t at = 0; at < source.size();) {
        auto got = source.read(at, block);
        if (got == 0) break;
        hash.add({block.data(), got});
        at += got;
    }
    return hash.hex();
}
} // namespace storage

#include "server/users/pbkdf2.hpp"
#include "base/ids.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string>

namespace users
{
namespace
{
constexpr std::string_view scheme = "pbkdf2_sha256$";
constexpr int most_rounds = 2'000'000;
} // namespace

bool is_django_hash(std::string_view hash) { return hash.starts_with(scheme); }

bool fits_django_hash(std::string_view password, std::string_view hash)
{
    if (!is_django_hash(hash)) return false;
    hash.remove_prefix(scheme.size());
    auto first = hash.find('$'), second = hash.find('$', first + 1);
    if (first == hash.npos || second == hash.npos) return false;
    int rounds = 0;
    auto [end, failed] = std::from_chars(hash.data(), hash.data() + first, rounds);
    if (failed != std::errc{} || end != hash.data() + first || rounds < 1 || rounds > most_rounds) return false;
    auto salt = hash.substr(first + 1, second - first - 1);
    std::string expected(hash.substr(second + 1));
    std::ranges::replace(expected, '+', '-');
    std::ranges::replace(expected, '/', '_');
    while (expected.ends_with('=')) expected.pop_back();
    auto wanted = from_base64url(expected);
    std::array<unsigned char, 32> made{};
    if (!wanted || wanted->size() != made.size()) return false;
    if (PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                          reinterpret_cast<const unsigned char*>(salt.data()), static_cast<int>(salt.size()), rounds,
                          EVP_sha256(), made.size(), made.data()) != 1)
        return false;
    return CRYPTO_memcmp(made.data(), wanted->data(), made.size()) == 0;
}
} // namespace users

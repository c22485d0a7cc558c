#include "server/users/totp.hpp"
#include <array>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdexcept>

namespace users
{
namespace
{
std::string encoded(std::string_view text)
{
    std::string made;
    for (unsigned char c : text)
        made += std::isalnum(c) || std::string_view("-._~@").find(static_cast<char>(c)) != std::string_view::npos
                    ? std::string(1, static_cast<char>(c))
                    : fmt::format("%{:02X}", c);
    return made;
}
} // namespace

std::string new_totp_secret()
{
    std::string secret(20, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(secret.data()), static_cast<int>(secret.size())) != 1)
        throw std::runtime_error("the system gives no random bytes");
    return secret;
}

std::string to_base32(std::string_view bytes)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    unsigned bits = 0;
    int count = 0;
    for (unsigned char byte : bytes) {
        bits = bits << 8 | byte;
        for (count += 8; count >= 5; count -= 5) text += letters[bits >> (count - 5) & 31];
    }
    if (count > 0) text += letters[bits << (5 - count) & 31];
    return text;
}

std::string totp_code(std::string_view secret, std::int64_t step)
{
    std::array<unsigned char, 8> counter{};
    for (int i = 7; i >= 0; --i, step >>= 8) counter[static_cast<std::size_t>(i)] = static_cast<unsigned char>(step);
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned length = 0;
    if (!HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(), mac.data(),
              &length))
        throw std::runtime_error("HMAC fails");
    const auto* at = mac.data() + (mac[length - 1] & 15);
    unsigned number = (at[0] & 127u) << 24 | at[1] << 16 | at[2] << 8 | at[3];
    return fmt::format("{:06}", number % 1'000'000);
}

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, std::int64_t unix_seconds,
                                          std::int64_t last_step)
{
    if (code.size() != 6) return std::nullopt;
    auto now = totp_step(unix_seconds);
    for (auto step : {now, now - 1, now + 1}) {
        auto expected = totp_code(secret, step);
        if (step > last_step && CRYPTO_memcmp(expected.data(), code.data(), code.size()) == 0) return step;
    }
    return std::nullopt;
}

std::string otpauth_address(std::string_view secret, std::string_view school, std::string_view account)
{
    return fmt::format("otpauth://totp/{}:{}?secret={}&issuer={}", encoded(school), encoded(account), to_base32(secret),
                       encoded(school));
}
} // namespace users

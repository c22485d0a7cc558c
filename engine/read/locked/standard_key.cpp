#include "engine/read/locked/keys.hpp"
#include "engine/text/unicode.hpp"
#include <unicode/unistr.h>

namespace engine::locked
{
std::string utf16_of(std::string_view text)
{
    std::string out;
    auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
    for (int i = 0; i < wide.length(); ++i) {
        out += static_cast<char>(wide[i] & 0xFF);
        out += static_cast<char>(wide[i] >> 8);
    }
    return out;
}

std::string little_endian(std::uint32_t value)
{
    std::string out;
    for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
}

std::uint32_t number_at(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

Opened open_standard(std::string_view info, std::string_view password)
{
    constexpr std::size_t head = 12, fixed_header = 32, salt_bytes = 16, verifier_bytes = 16, hash_bytes = 32;
    constexpr std::uint32_t spins = 50'000, aes128 = 0x660E, aes256 = 0x6610;
    if (info.size() < head) return {};
    auto header_bytes = number_at(info, 8);
    if (header_bytes < fixed_header || info.size() - head < header_bytes) return {};
    auto header = info.substr(head, header_bytes), verifier = info.substr(head + header_bytes);
    auto algorithm = number_at(header, 8), key_bytes = number_at(header, 16) / 8;
    if (algorithm < aes128 || algorithm > aes256) return {Opened::Status::unknown_lock, {}};
    if (verifier.size() < 4 + salt_bytes + verifier_bytes + 4 + hash_bytes || key_bytes > 32) return {};
    Hasher sha1(HashKind::sha1);
    auto spun = sha1(verifier.substr(4, salt_bytes), utf16_of(password));
    for (std::uint32_t i = 0; i < spins; ++i) spun = sha1(little_endian(i), spun);
    spun = sha1(spun, little_endian(0));
    std::string key;
    for (char mark : {'\x36', '\x5C'}) {
        std::string pad(64, mark);
        for (std::size_t i = 0; i < spun.size(); ++i) pad[i] = static_cast<char>(pad[i] ^ spun[i]);
        key += sha1(pad);
    }
    key.resize(key_bytes);
    auto text = aes_decrypted(CipherMode::ecb, key, {}, verifier.substr(4 + salt_bytes, verifier_bytes));
    auto hash = aes_decrypted(CipherMode::ecb, key, {}, verifier.substr(8 + salt_bytes + verifier_bytes, hash_bytes));
    if (!text || !hash) return {};
    auto is = sha1(*text);
    if (hash->substr(0, is.size()) != is) return {Opened::Status::wrong_password, {}};
    return {Opened::Status::open, {CipherMode::ecb, key, HashKind::sha1, {}}};
}
} // namespace engine::locked

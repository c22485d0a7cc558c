#pragma once
// How a password opens an encrypted package. Internal to locked/.
#include "base/cipher.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine::locked
{
// What decrypts the package's blocks.
struct PackageKey {
    CipherMode mode = CipherMode::cbc;
    std::string key;
    HashKind hash = HashKind::sha1; // of the block's number, for its initial vector (agile)
    std::string salt;
};

struct Opened {
    enum class Status : std::uint8_t { open, wrong_password, unknown_lock, damaged } status = Status::damaged;
    PackageKey key;
};
// `info` is the stream EncryptionInfo.
Opened open_agile(std::string_view info, std::string_view password);    // 2.3.4.10 to 2.3.4.14
Opened open_standard(std::string_view info, std::string_view password); // 2.3.4.5 to 2.3.4.9

// UTF-16, low byte first, as passwords are hashed; empty where the text is not UTF-8.
std::string utf16_of(std::string_view text);
std::string little_endian(std::uint32_t value);
std::uint32_t number_at(std::string_view bytes, std::size_t at);
} // namespace engine::locked

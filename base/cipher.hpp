#pragma once
// AES and the SHA family as formats of others use them, to open what is locked with a password. Nothing of our own is
// kept secret with these.
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

enum class CipherMode { cbc, ecb };
// Decrypts whole blocks of 16 bytes, without padding. The key has 16, 24 or 32 bytes; `iv` is for CBC. Nothing where a
// length is none of these.
std::optional<std::string> aes_decrypted(CipherMode mode, std::string_view key, std::string_view iv,
                                         std::string_view data);

enum class HashKind { sha1, sha256, sha384, sha512 };
// Hashes one text after the other, many times over, without setting up anew.
class Hasher
{
public:
    explicit Hasher(HashKind kind);
    ~Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;
    // The hash of both texts, one behind the other.
    std::string operator()(std::string_view first, std::string_view second = {});

private:
    void* context_;
    const void* kind_;
};

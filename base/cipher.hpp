#pragma once
// The digests and the cipher that locked files of others use. Secrets of our own are kept by sealing.hpp.
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

// By OpenSSL's name: SHA1, SHA256, SHA384, SHA512. Throws std::invalid_argument for a name that it does not know.
class Digest
{
public:
    explicit Digest(const std::string& name);
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    std::string of(std::string_view first, std::string_view second = {}); // of both, one behind the other

private:
    void* context_;
    const void* kind_;
};

// AES in CBC mode without padding, decrypted. The key has 16, 24 or 32 bytes, the vector 16, the text a multiple of 16;
// throws std::invalid_argument otherwise.
std::string decrypt_aes_cbc(std::string_view key, std::string_view vector, std::string_view text);

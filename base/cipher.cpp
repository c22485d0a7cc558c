#include "base/cipher.hpp"
#include <array>
#include <memory>
#include <openssl/evp.h>
#include <stdexcept>

namespace
{
constexpr std::size_t block = 16;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

const EVP_CIPHER* aes_cbc(std::size_t key_bytes)
{
    switch (key_bytes) {
    case 16:
        return EVP_aes_128_cbc();
    case 24:
        return EVP_aes_192_cbc();
    case 32:
        return EVP_aes_256_cbc();
    default:
        throw std::invalid_argument("AES has no key of this length");
    }
}
} // namespace

Digest::Digest(const std::string& name) : context_(EVP_MD_CTX_new()), kind_(EVP_get_digestbyname(name.c_str()))
{
    if (kind_ && context_) return;
    EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_));
    throw std::invalid_argument("there is no digest " + name);
}

Digest::~Digest() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

std::string Digest::of(std::string_view first, std::string_view second)
{
    auto* context = static_cast<EVP_MD_CTX*>(context_);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (EVP_DigestInit_ex(context, static_cast<const EVP_MD*>(kind_), nullptr) != 1 ||
        EVP_DigestUpdate(context, first.data(), first.size()) != 1 ||
        EVP_DigestUpdate(context, second.data(), second.size()) != 1 ||
        EVP_DigestFinal_ex(context, digest.data(), &length) != 1)
        throw std::invalid_argument("the digest does not work");
    return {reinterpret_cast<const char*>(digest.data()), length};
}

std::string decrypt_aes_cbc(std::string_view key, std::string_view vector, std::string_view text)
{
    if (vector.size() != block || text.size() % block != 0)
        throw std::invalid_argument("AES works on whole blocks of 16 bytes");
    std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    std::string clear(text.size() + block, '\0');
    int length = 0, rest = 0;
    if (!context || EVP_DecryptInit_ex(context.get(), aes_cbc(key.size()), nullptr, bytes(key), bytes(vector)) != 1 ||
        EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
        EVP_DecryptUpdate(context.get(), bytes(clear), &length, bytes(text), static_cast<int>(text.size())) != 1 ||
        EVP_DecryptFinal_ex(context.get(), bytes(clear) + length, &rest) != 1)
        throw std::invalid_argument("the text cannot be decrypted");
    clear.resize(static_cast<std::size_t>(length + rest));
    return clear;
}

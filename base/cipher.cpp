#include "base/cipher.hpp"
#include <memory>
#include <new>
#include <openssl/evp.h>

namespace
{
const EVP_CIPHER* cipher_of(CipherMode mode, std::size_t key_bytes)
{
    bool cbc = mode == CipherMode::cbc;
    switch (key_bytes) {
    case 16:
        return cbc ? EVP_aes_128_cbc() : EVP_aes_128_ecb();
    case 24:
        return cbc ? EVP_aes_192_cbc() : EVP_aes_192_ecb();
    case 32:
        return cbc ? EVP_aes_256_cbc() : EVP_aes_256_ecb();
    default:
        return nullptr;
    }
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

const EVP_MD* hash_of(HashKind kind)
{
    switch (kind) {
    case HashKind::sha1:
        return EVP_sha1();
    case HashKind::sha256:
        return EVP_sha256();
    case HashKind::sha384:
        return EVP_sha384();
    case HashKind::sha512:
        return EVP_sha512();
    }
    return nullptr;
}
} // namespace

std::optional<std::string> aes_decrypted(CipherMode mode, std::string_view key, std::string_view iv,
                                         std::string_view data)
{
    constexpr std::size_t block = 16;
    const auto* cipher = cipher_of(mode, key.size());
    if (!cipher || data.size() % block != 0 || (mode == CipherMode::cbc && iv.size() != block)) return std::nullopt;
    std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    std::string out(data.size() + block, '\0');
    int written = 0;
    bool done = context && EVP_DecryptInit_ex(context.get(), cipher, nullptr, bytes_of(key), bytes_of(iv)) == 1 &&
                EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
                EVP_DecryptUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()), &written, bytes_of(data),
                                  static_cast<int>(data.size())) == 1;
    if (!done) return std::nullopt;
    out.resize(static_cast<std::size_t>(written));
    return out;
}

Hasher::Hasher(HashKind kind) : context_(EVP_MD_CTX_new()), kind_(hash_of(kind))
{
    if (!context_) throw std::bad_alloc();
}

Hasher::~Hasher() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

std::string Hasher::operator()(std::string_view first, std::string_view second)
{
    auto* context = static_cast<EVP_MD_CTX*>(context_);
    std::string out(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    EVP_DigestInit_ex(context, static_cast<const EVP_MD*>(kind_), nullptr);
    EVP_DigestUpdate(context, first.data(), first.size());
    EVP_DigestUpdate(context, second.data(), second.size());
    EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(out.data()), &size);
    out.resize(size);
    return out;
}

#include "base/sealing.hpp"
#include "base/ids.hpp"
#include <memory>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdexcept>

namespace
{
constexpr std::size_t nonce_bytes = 12, tag_bytes = 16;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

int nibble(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

SealingKeys::Key parse_key(std::string_view line)
{
    SealingKeys::Key key{};
    if (line.size() != 2 * key.size()) throw std::invalid_argument("a key is a line of 64 hex digits");
    for (std::size_t i = 0; i < key.size(); ++i) {
        int high = nibble(line[2 * i]), low = nibble(line[2 * i + 1]);
        if (high < 0 || low < 0) throw std::invalid_argument("a key is a line of 64 hex digits");
        key[i] = static_cast<unsigned char>(high * 16 + low);
    }
    return key;
}

std::optional<std::string> open_with(const SealingKeys::Key& key, const std::string& sealed, std::string_view about)
{
    Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    const auto* nonce = bytes_of(std::string_view(sealed));
    std::string text(sealed.size() - nonce_bytes - tag_bytes, '\0');
    std::string tag = sealed.substr(sealed.size() - tag_bytes);
    int count = 0;
    if (EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), nonce) != 1 ||
        EVP_DecryptUpdate(cipher.get(), nullptr, &count, bytes_of(about), static_cast<int>(about.size())) != 1 ||
        EVP_DecryptUpdate(cipher.get(), bytes_of(text), &count, nonce + nonce_bytes, static_cast<int>(text.size())) !=
            1 ||
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) != 1)
        return std::nullopt;
    if (EVP_DecryptFinal_ex(cipher.get(), bytes_of(text) + count, &count) != 1) return std::nullopt;
    return text;
}
std::string hmac(const SealingKeys::Key& key, std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(), digest.data(),
              &length))
        throw std::runtime_error("the text cannot be marked");
    std::string hex;
    for (unsigned i = 0; i < length; ++i) {
        hex += "0123456789abcdef"[digest[i] >> 4];
        hex += "0123456789abcdef"[digest[i] & 15];
    }
    return hex;
}

// Says which key it was, and nothing about the key.
std::string name_of(const SealingKeys::Key& key) { return hmac(key, "the name of this key").substr(0, 8); }

std::string marked(const SealingKeys::Key& key, std::string_view text, std::string_view about)
{
    return name_of(key) + "." + hmac(key, std::string(about) + '\0' + std::string(text));
}
} // namespace

SealingKeys SealingKeys::from_lines(std::string_view lines)
{
    SealingKeys made;
    while (!lines.empty()) {
        auto end = lines.find('\n');
        auto line = lines.substr(0, end);
        lines = end == lines.npos ? std::string_view{} : lines.substr(end + 1);
        if (!line.empty()) made.keys_.push_back(parse_key(line));
    }
    if (made.keys_.empty()) throw std::invalid_argument("there is no key");
    return made;
}

std::string SealingKeys::new_line() { return random_hex(Key{}.size()) + "\n"; }

std::string SealingKeys::seal(std::string_view text, std::string_view about) const
{
    Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    std::string sealed(nonce_bytes + text.size() + tag_bytes, '\0');
    auto* nonce = bytes_of(sealed);
    int count = 0;
    bool done =
        RAND_bytes(nonce, nonce_bytes) == 1 &&
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, keys_.front().data(), nonce) == 1 &&
        EVP_EncryptUpdate(cipher.get(), nullptr, &count, bytes_of(about), static_cast<int>(about.size())) == 1 &&
        EVP_EncryptUpdate(cipher.get(), nonce + nonce_bytes, &count, bytes_of(text), static_cast<int>(text.size())) ==
            1 &&
        EVP_EncryptFinal_ex(cipher.get(), nonce + nonce_bytes + count, &count) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, nonce + nonce_bytes + text.size()) == 1;
    if (!done) throw std::runtime_error("the text cannot be sealed");
    return to_base64url(sealed);
}

std::optional<std::string> SealingKeys::open(std::string_view sealed, std::string_view about) const
{
    auto bytes = from_base64url(sealed);
    if (!bytes || bytes->size() < nonce_bytes + tag_bytes) return std::nullopt;
    for (const auto& key : keys_)
        if (auto text = open_with(key, *bytes, about)) return text;
    return std::nullopt;
}

std::string SealingKeys::mark(std::string_view text, std::string_view about) const
{
    return marked(keys_.front(), text, about);
}

SealingKeys::Fits SealingKeys::fits(std::string_view mark, std::string_view text, std::string_view about) const
{
    for (const auto& key : keys_)
        if (mark.substr(0, mark.find('.')) == name_of(key))
            return marked(key, text, about) == mark ? Fits::yes : Fits::no;
    return mark.find('.') == mark.npos ? Fits::no : Fits::key_missing;
}

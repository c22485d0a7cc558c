#include "engine/read/package/encrypted.hpp"
#include "base/cipher.hpp"
#include "engine/read/package/compound.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/package/xml_scanner.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <stdexcept>
#include <unicode/unistr.h>

namespace engine::package
{
namespace
{
using namespace std::string_view_literals;

constexpr std::size_t segment_bytes = 4096; // each is encrypted for itself
constexpr std::uint64_t most_spins = 10'000'000, most_info_bytes = 1 << 20;
constexpr std::string_view for_verifier = "\xfe\xa7\xd2\x76\x3b\x4b\x9e\x79"sv;
constexpr std::string_view for_verifier_hash = "\xd7\xaa\x0f\x6d\x30\x61\x34\x4e"sv;
constexpr std::string_view for_key = "\x14\x6e\x0b\xe7\xab\xac\xd0\xd6"sv;

std::string little_endian(std::uint32_t value)
{
    std::string bytes;
    for (int i = 0; i < 4; ++i) bytes += static_cast<char>(value >> 8 * i & 0xFF);
    return bytes;
}

// Cut, or filled up as the specification says.
std::string fitted(std::string text, std::size_t size, char filler = 0x36)
{
    text.resize(size, filler);
    return text;
}

std::string from_base64(std::string_view text)
{
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (char c : text) {
        static constexpr auto letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"sv;
        auto value = letters.find(c);
        if (value == letters.npos) continue;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        if ((count += 6) < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 0xFF);
    }
    return out;
}

// The attributes of keyData or encryptedKey.
class Parameters
{
public:
    void set(std::string_view name, std::string_view value) { values_[std::string(name)] = value; }
    const std::string& text(const std::string& name) const { return values_.at(name); }
    std::string bytes(const std::string& name) const { return from_base64(text(name)); }
    std::uint64_t number(const std::string& name) const
    {
        std::uint64_t value = 0;
        const auto& written = text(name);
        auto [end, failed] = std::from_chars(written.data(), written.data() + written.size(), value);
        if (failed != std::errc{} || end != written.data() + written.size()) throw std::out_of_range(name);
        return value;
    }
    bool is_aes_cbc() const { return text("cipherAlgorithm") == "AES" && text("cipherChaining") == "ChainingModeCBC"; }

private:
    std::map<std::string, std::string> values_;
};

// The XML behind the eight bytes of version and flags, as a stream for the scanner.
class TextStream final : public ZipStream
{
public:
    explicit TextStream(std::string_view text) : rest_(text) {}
    std::size_t read(std::span<char> into) override
    {
        auto got = std::min(into.size(), rest_.size());
        std::ranges::copy(rest_.substr(0, got), into.begin());
        rest_.remove_prefix(got);
        return got;
    }
    double progress() const override { return rest_.empty(); }

private:
    std::string_view rest_;
};

struct Description {
    Parameters package, key;
};

Description read_description(std::string_view xml, const std::string& name)
{
    Description out;
    TextStream stream(xml);
    XmlScanner scanner(stream, name);
    for (auto piece = scanner.next(); piece != XmlPiece::finished; piece = scanner.next()) {
        if (piece != XmlPiece::start) continue;
        auto* into = scanner.name() == "keyData" ? &out.package : scanner.name() == "encryptedKey" ? &out.key : nullptr;
        if (into)
            scanner.each_attribute([&](std::string_view name, std::string_view value) { into->set(name, value); });
    }
    return out;
}

std::string utf16(const std::string& password)
{
    std::string bytes;
    auto text = icu::UnicodeString::fromUTF8(password);
    for (int i = 0; i < text.length(); ++i) {
        bytes += static_cast<char>(text[i] & 0xFF);
        bytes += static_cast<char>(text[i] >> 8);
    }
    return bytes;
}

// The key of the package, if the password fits.
std::optional<std::string> key_of(const Parameters& key, const std::string& password)
{
    Digest digest(key.text("hashAlgorithm"));
    auto salt = key.bytes("saltValue");
    auto hash = digest.of(salt, utf16(password));
    auto spins = key.number("spinCount");
    if (spins > most_spins) throw std::out_of_range("spinCount");
    for (std::uint32_t i = 0; i < spins; ++i) hash = digest.of(little_endian(i), hash);
    auto key_bytes = key.number("keyBits") / 8;
    auto vector = fitted(salt, key.number("blockSize"));
    auto decrypt = [&](std::string_view purpose, const std::string& what) {
        return decrypt_aes_cbc(fitted(digest.of(hash, purpose), key_bytes), vector, key.bytes(what));
    };
    auto input = fitted(decrypt(for_verifier, "encryptedVerifierHashInput"), key.number("saltSize"));
    auto wanted = fitted(decrypt(for_verifier_hash, "encryptedVerifierHashValue"), key.number("hashSize"));
    if (digest.of(input) != wanted) return std::nullopt;
    return fitted(decrypt(for_key, "encryptedKeyValue"), key_bytes);
}

// Decrypts the segment that is asked for and keeps the last one.
class DecryptedPackage final : public ByteSource
{
public:
    DecryptedPackage(std::unique_ptr<ByteSource> sealed, const Parameters& parameters, std::string key)
        : sealed_(std::move(sealed)), digest_(parameters.text("hashAlgorithm")), salt_(parameters.bytes("saltValue")),
          block_bytes_(parameters.number("blockSize")), key_(std::move(key))
    {
        std::array<char, 8> written{};
        if (sealed_->read(0, written) != written.size()) throw std::out_of_range("size");
        for (std::size_t i = 8; i-- > 0;) size_ = size_ << 8 | static_cast<unsigned char>(written[i]);
        size_ = std::min<std::uint64_t>(size_, sealed_->size() - written.size());
    }
    std::uint64_t size() const override { return size_; }
    std::size_t read(std::uint64_t offset, std::span<char> into) const override
    {
        std::size_t done = 0;
        while (done < into.size() && offset < size_) {
            const auto& segment = segment_at(offset / segment_bytes);
            auto inside = offset % segment_bytes;
            if (inside >= segment.size()) break;
            auto got = std::min<std::uint64_t>({into.size() - done, segment.size() - inside, size_ - offset});
            std::copy_n(segment.begin() + static_cast<std::ptrdiff_t>(inside), got, into.begin() + done);
            done += got;
            offset += got;
        }
        return done;
    }

private:
    const std::string& segment_at(std::uint64_t number) const
    {
        if (number == number_) return segment_;
        std::string text(segment_bytes, '\0');
        text.resize(sealed_->read(8 + number * segment_bytes, text));
        text.resize(text.size() / 16 * 16);
        auto vector = fitted(digest_.of(salt_, little_endian(static_cast<std::uint32_t>(number))), block_bytes_);
        segment_ = decrypt_aes_cbc(key_, vector, text);
        number_ = number;
        return segment_;
    }

    std::unique_ptr<ByteSource> sealed_;
    mutable Digest digest_;
    std::string salt_;
    std::uint64_t block_bytes_;
    std::string key_;
    std::uint64_t size_ = 0;
    mutable std::uint64_t number_ = ~std::uint64_t{0};
    mutable std::string segment_;
};
} // namespace

bool is_encrypted(std::string_view start, const ByteSource& source)
{
    if (!CompoundFile::is(start)) return false;
    try {
        return CompoundFile(source, "").stream("EncryptedPackage") != nullptr;
    } catch (const Unreadable&) {
        return false;
    }
}

std::unique_ptr<ByteSource> decrypted(const ByteSource& source, const std::string& name,
                                      const std::optional<std::string>& password)
{
    constexpr std::string_view agile = "\x04\0\x04\0"sv;
    CompoundFile file(source, name);
    auto sealed = file.stream("EncryptedPackage");
    auto described = file.stream("EncryptionInfo");
    if (!sealed || !described || described->size() > most_info_bytes) throw damaged(name);
    auto info = read_all(*described);
    if (!info.starts_with(agile) || info.size() < 8) throw locked(name);
    if (!password) throw asks_password(name);
    try {
        auto description = read_description(std::string_view(info).substr(8), name);
        if (!description.key.is_aes_cbc() || !description.package.is_aes_cbc()) throw locked(name);
        auto key = key_of(description.key, *password);
        if (!key) throw wrong_password(name);
        return std::make_unique<DecryptedPackage>(std::move(sealed), description.package, std::move(*key));
    } catch (const std::logic_error&) { // a value that is absent, no number, or of no use to the cipher
        throw damaged(name);
    }
}
} // namespace engine::package

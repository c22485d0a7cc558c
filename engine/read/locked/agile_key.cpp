#include "engine/read/locked/keys.hpp"
#include "engine/read/package/whole_file.hpp"
#include "engine/read/package/xml_scanner.hpp"
#include "engine/table/unreadable.hpp"
#include <algorithm>
#include <charconv>

namespace engine::locked
{
namespace
{
using namespace std::string_view_literals;
constexpr std::uint32_t most_spins = 10'000'000; // as the specification allows
constexpr std::size_t block_bytes = 16;
// What a derived key is for.
constexpr std::string_view verifier_input = "\xFE\xA7\xD2\x76\x3B\x4B\x9E\x79"sv;
constexpr std::string_view verifier_value = "\xD7\xAA\x0F\x6D\x30\x61\x34\x4E"sv;
constexpr std::string_view package_key = "\x14\x6E\x0B\xE7\xAB\xAC\xD0\xD6"sv;

std::string from_base64(std::string_view text)
{
    static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (char c : text) {
        auto value = alphabet.find(c);
        if (value == std::string_view::npos) continue;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        if (count += 6; count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 0xFF);
    }
    return out;
}

std::optional<HashKind> hash_named(std::string_view name)
{
    if (name == "SHA1" || name == "SHA-1") return HashKind::sha1;
    if (name == "SHA256") return HashKind::sha256;
    if (name == "SHA384") return HashKind::sha384;
    if (name == "SHA512") return HashKind::sha512;
    return std::nullopt;
}

// <keyData …/> and the password's <p:encryptedKey …/>.
struct Parameters {
    std::string cipher, chaining, salt, verifier, verifier_hash, key;
    std::optional<HashKind> hash;
    std::size_t key_bytes = 0;
    std::uint32_t spins = 0;
};

void take(package::XmlScanner& xml, Parameters& into)
{
    auto number = [&](std::string_view name) {
        std::uint32_t value = 0;
        auto text = xml.attribute(name);
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    };
    into.cipher = xml.attribute("cipherAlgorithm");
    into.chaining = xml.attribute("cipherChaining");
    into.hash = hash_named(xml.attribute("hashAlgorithm"));
    into.salt = from_base64(xml.attribute("saltValue"));
    into.verifier = from_base64(xml.attribute("encryptedVerifierHashInput"));
    into.verifier_hash = from_base64(xml.attribute("encryptedVerifierHashValue"));
    into.key = from_base64(xml.attribute("encryptedKeyValue"));
    into.key_bytes = number("keyBits") / 8;
    into.spins = number("spinCount");
}

std::string fitted(std::string text, std::size_t size)
{
    text.resize(size, '\x36');
    return text;
}

bool is_known(const Parameters& p) { return p.cipher == "AES" && p.chaining == "ChainingModeCBC" && p.hash; }
} // namespace

Opened open_agile(std::string_view info, std::string_view password)
{
    constexpr std::size_t head = 8;
    if (info.size() < head) return {};
    MemorySource source(info.substr(head));
    auto stream = package::whole_file(source);
    package::XmlScanner xml(*stream, "");
    Parameters data, lock;
    bool found = false;
    try {
        for (auto piece = xml.next(); piece != package::XmlPiece::finished; piece = xml.next()) {
            if (piece != package::XmlPiece::start) continue;
            if (xml.name() == "keyData") take(xml, data);
            if (xml.name() == "encryptedKey" && !found) {
                take(xml, lock);
                found = true;
            }
        }
    } catch (const Unreadable&) {
        return {};
    }
    if (!found || !is_known(data) || !is_known(lock)) return {Opened::Status::unknown_lock, {}};
    if (lock.spins > most_spins) return {};
    Hasher hash(*lock.hash);
    auto spun = hash(lock.salt, utf16_of(password));
    for (std::uint32_t i = 0; i < lock.spins; ++i) spun = hash(little_endian(i), spun);
    auto decrypt = [&](std::string_view purpose, std::string_view encrypted) {
        return aes_decrypted(CipherMode::cbc, fitted(hash(spun, purpose), lock.key_bytes),
                             fitted(lock.salt, block_bytes), encrypted);
    };
    auto verifier = decrypt(verifier_input, lock.verifier), expected = decrypt(verifier_value, lock.verifier_hash);
    auto key = decrypt(package_key, lock.key);
    if (!verifier || !expected || !key || key->size() < data.key_bytes) return {};
    auto is = hash(verifier->substr(0, lock.salt.size()));
    if (expected->substr(0, is.size()) != is) return {Opened::Status::wrong_password, {}};
    return {Opened::Status::open, {CipherMode::cbc, key->substr(0, data.key_bytes), *data.hash, data.salt}};
}
} // namespace engine::locked

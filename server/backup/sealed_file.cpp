#include "server/backup/sealed_file.hpp"
#include "base/result.hpp"
#include "server/storage/disk.hpp"
#include <array>
#include <fmt/format.h>
#include <sodium.h>
#include <stdexcept>
#include <vector>

namespace backup
{
namespace
{
namespace fs = std::filesystem;
constexpr std::string_view magic = "batchops backup 1\n";

using Key = std::array<unsigned char, crypto_secretstream_xchacha20poly1305_KEYBYTES>;
using Salt = std::array<unsigned char, crypto_pwhash_SALTBYTES>;
using Header = std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES>;

template <class Bytes> std::string_view text_of(const Bytes& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Key key_of(const std::string& passphrase, const Salt& salt)
{
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    Key key;
    if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), salt.data(),
                      crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Refusal{Why::unavailable, "There is not enough memory (64 MiB) to make a key of the passphrase."};
    return key;
}
} // namespace

struct SealedWriter::State {
    storage::disk::File file;
    crypto_secretstream_xchacha20poly1305_state stream{};
};

namespace
{
storage::disk::File new_file(const fs::path& path)
{
    if (fs::exists(path))
        throw Refusal{Why::conflict, fmt::format("{} is there already. Name a file that is not.", path.string())};
    try {
        return storage::disk::File::create(path);
    } catch (const std::system_error& error) {
        throw Refusal{Why::invalid, fmt::format("{} cannot be written: {}.", path.string(), error.code().message())};
    }
}
} // namespace

SealedWriter::SealedWriter(const fs::path& path, const std::string& passphrase) : state_(new State{new_file(path), {}})
{
    Salt salt;
    randombytes_buf(salt.data(), salt.size());
    auto key = key_of(passphrase, salt);
    Header header;
    crypto_secretstream_xchacha20poly1305_init_push(&state_->stream, header.data(), key.data());
    sodium_memzero(key.data(), key.size());
    for (auto part : {magic, text_of(salt), text_of(header)}) state_->file.write(part);
}
SealedWriter::~SealedWriter() = default;

void SealedWriter::write(char type, std::string_view bytes, bool last)
{
    std::string open(1, type);
    open += bytes;
    std::vector<unsigned char> sealed(open.size() + crypto_secretstream_xchacha20poly1305_ABYTES);
    crypto_secretstream_xchacha20poly1305_push(
        &state_->stream, sealed.data(), nullptr, reinterpret_cast<const unsigned char*>(open.data()), open.size(),
        nullptr, 0,
        last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    std::string length;
    for (int i = 0; i < 4; ++i) length += static_cast<char>(sealed.size() >> (8 * i) & 0xff);
    state_->file.write(length);
    state_->file.write(text_of(sealed));
}

void SealedWriter::add(char type, std::string_view bytes)
{
    do {
        auto part = bytes.substr(0, most_message_bytes);
        write(type, part, false);
        bytes.remove_prefix(part.size());
    } while (!bytes.empty());
}

void SealedWriter::finish(char type, std::string_view bytes)
{
    write(type, bytes, true);
    state_->file.sync();
}

struct SealedReader::State {
    fs::path path;
    std::ifstream file;
    crypto_secretstream_xchacha20poly1305_state stream{};
    bool first = true;

    template <class Bytes> void read(Bytes& bytes)
    {
        file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        if (file.gcount() != static_cast<std::streamsize>(bytes.size()))
            throw Refusal{Why::invalid, fmt::format("{} ends too early: it was cut off. Take another copy of the "
                                                    "backup.",
                                                    path.string())};
    }
};

SealedReader::SealedReader(const fs::path& path, const std::string& passphrase) : state_(std::make_unique<State>())
{
    state_->path = path;
    state_->file.open(path, std::ios::binary);
    if (!state_->file) throw Refusal{Why::invalid, fmt::format("{} cannot be read.", path.string())};
    std::string begin(magic.size(), '\0');
    state_->file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    if (begin != magic)
        throw Refusal{Why::invalid, fmt::format("{} is not a backup that this program can read.", path.string())};
    Salt salt;
    Header header;
    state_->read(salt);
    state_->read(header);
    auto key = key_of(passphrase, salt);
    auto failed = crypto_secretstream_xchacha20poly1305_init_pull(&state_->stream, header.data(), key.data());
    sodium_memzero(key.data(), key.size());
    if (failed) throw Refusal{Why::invalid, fmt::format("The beginning of {} is damaged.", path.string())};
}
SealedReader::~SealedReader() = default;

SealedReader::Message SealedReader::next()
{
    std::array<unsigned char, 4> length{};
    state_->read(length);
    std::size_t bytes = 0;
    for (int i = 3; i >= 0; --i) bytes = bytes << 8 | length[static_cast<std::size_t>(i)];
    constexpr std::size_t around = crypto_secretstream_xchacha20poly1305_ABYTES;
    bool fits = bytes > around && bytes <= most_message_bytes + 1 + around;
    std::vector<unsigned char> sealed(fits ? bytes : 0), open(fits ? bytes - around : 1);
    unsigned char tag = 0;
    if (fits) state_->read(sealed);
    if (!fits || crypto_secretstream_xchacha20poly1305_pull(&state_->stream, open.data(), nullptr, &tag, sealed.data(),
                                                            sealed.size(), nullptr, 0) != 0)
        throw Refusal{
            Why::invalid,
            state_->first
                ? fmt::format("The passphrase does not open {}, or its beginning is damaged.", state_->path.string())
                : fmt::format("{} is damaged: it was changed after it was made. Take another copy of the "
                              "backup.",
                              state_->path.string())};
    state_->first = false;
    return {static_cast<char>(open[0]), tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL,
            std::string(reinterpret_cast<const char*>(open.data()) + 1, open.size() - 1)};
}
} // namespace backup

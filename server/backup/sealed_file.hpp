#pragma once
// A file of messages that only a passphrase opens: libsodium's secretstream (XChaCha20-Poly1305), its key made of the
// passphrase by Argon2id. Nothing can be changed, left out, put in another order or cut off without being noticed.
//   "batchops backup 1\n", 16 bytes of salt, 24 bytes of header, then for each message: its sealed length (4 bytes,
//   little-endian) and itself; its first byte, once opened, says what it is.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

namespace backup
{
inline constexpr std::size_t most_message_bytes = 1 << 20;

class SealedWriter
{
public:
    // Made for its owner alone. Throws Refusal where it cannot be, also where there is one.
    SealedWriter(const std::filesystem::path& path, const std::string& passphrase);
    ~SealedWriter();
    void add(char type, std::string_view bytes);
    // The last one; on the disk when it returns.
    void finish(char type, std::string_view bytes);

private:
    struct State;
    void write(char type, std::string_view bytes, bool last);
    std::unique_ptr<State> state_;
};

class SealedReader
{
public:
    // Throws Refusal: no backup, or a passphrase that does not open it.
    SealedReader(const std::filesystem::path& path, const std::string& passphrase);
    ~SealedReader();
    struct Message {
        char type = 0;
        bool last = false;
        std::string bytes;
    };
    // Throws Refusal where the file was changed or cut off.
    Message next();

private:
    struct State;
    std::unique_ptr<State> state_;
};
} // namespace backup

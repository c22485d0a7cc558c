#include "engine/read/locked/locked_package.hpp"
#include "engine/read/locked/keys.hpp"
#include "engine/read/package/refusals.hpp"
#include <algorithm>
#include <cstring>
#include <fmt/format.h>

namespace engine::locked
{
namespace
{
constexpr std::size_t segment_bytes = 4096; // each is encrypted for itself
constexpr std::uint64_t head = 8;           // the length of the archive

class DecryptedSource final : public ByteSource
{
public:
    DecryptedSource(std::unique_ptr<ByteSource> package, PackageKey key, std::uint64_t size, std::string name)
        : package_(std::move(package)), key_(std::move(key)), size_(size), name_(std::move(name)), hash_(key_.hash)
    {
    }
    std::uint64_t size() const override { return size_; }
    std::size_t read(std::uint64_t offset, std::span<char> into) const override
    {
        std::size_t filled = 0;
        while (filled < into.size() && offset < size_) {
            const auto& segment = decrypted(offset / segment_bytes);
            auto within = static_cast<std::size_t>(offset % segment_bytes);
            if (within >= segment.size()) break;
            auto most = std::min<std::uint64_t>({segment.size() - within, into.size() - filled, size_ - offset});
            std::memcpy(into.data() + filled, segment.data() + within, static_cast<std::size_t>(most));
            filled += static_cast<std::size_t>(most);
            offset += most;
        }
        return filled;
    }

private:
    const std::string& decrypted(std::uint64_t number) const
    {
        if (number == at_hand_) return segment_;
        std::string bytes(segment_bytes, '\0');
        bytes.resize(package_->read(head + number * segment_bytes, bytes));
        bytes.resize(bytes.size() / 16 * 16);
        std::string vector;
        if (key_.mode == CipherMode::cbc) {
            vector = hash_(key_.salt, little_endian(static_cast<std::uint32_t>(number)));
            vector.resize(16, '\x36');
        }
        auto text = aes_decrypted(key_.mode, key_.key, vector, bytes);
        if (!text) throw package::damaged(name_);
        segment_ = std::move(*text);
        at_hand_ = number;
        return segment_;
    }

    std::unique_ptr<ByteSource> package_;
    PackageKey key_;
    std::uint64_t size_;
    std::string name_;
    mutable Hasher hash_;
    mutable std::string segment_;
    mutable std::uint64_t at_hand_ = UINT64_MAX;
};

std::string read_whole(const ByteSource& source, std::size_t most)
{
    std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), most)), '\0');
    bytes.resize(source.read(0, bytes));
    return bytes;
}
} // namespace

bool is(const compound::CompoundFile& file) { return file.has("EncryptionInfo") && file.has("EncryptedPackage"); }

std::unique_ptr<ByteSource> open(const compound::CompoundFile& file, const std::optional<std::string>& password,
                                 const std::string& name)
{
    if (!password) throw package::asks_password(name);
    auto info = read_whole(*file.open("EncryptionInfo"), 1 << 16);
    auto package = file.open("EncryptedPackage");
    auto size_text = read_whole(*package, head);
    if (info.size() < 4 || size_text.size() < head) throw package::damaged(name);
    auto version = number_at(info, 0);
    bool agile = version == 0x0004'0004, standard = version >> 16 == 2 && (version & 0xFFFF) >= 2;
    Opened opened{Opened::Status::unknown_lock, {}};
    if (agile) opened = open_agile(info, *password);
    if (standard) opened = open_standard(info, *password);
    switch (opened.status) {
    case Opened::Status::wrong_password:
        throw package::wrong_password(name);
    case Opened::Status::unknown_lock:
        throw package::locked(name);
    case Opened::Status::damaged:
        throw package::damaged(name);
    case Opened::Status::open:
        break;
    }
    auto size = number_at(size_text, 0) | std::uint64_t{number_at(size_text, 4)} << 32;
    size = std::min(size, package->size() - head);
    return std::make_unique<DecryptedSource>(std::move(package), std::move(opened.key), size, name);
}
} // namespace engine::locked

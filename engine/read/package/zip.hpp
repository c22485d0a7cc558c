#pragma once
// A ZIP archive that nobody vouches for: its directory, and its entries as streams. Sizes are counted while inflating;
// what the headers claim is not believed (APPNOTE.TXT 6.3.10, PKWARE; limits as SECURITY.md U3).
#include "base/bytes.hpp"
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::package
{
struct ZipLimits {
    std::size_t entries = 2000;
    std::uint64_t inflated_bytes = 512ULL << 20; // of all entries together
    std::uint64_t ratio = 200;                   // per entry, once it is past ratio_from
    std::uint64_t ratio_from = 8ULL << 20;
};

struct ZipEntry {
    std::string name;
    std::uint16_t method = 0; // 0 stored, 8 deflated
    bool encrypted = false;
    std::uint64_t packed = 0, header = 0; // bytes as stored; offset of the local header
};

// An entry's content from its beginning to its end.
class ZipStream
{
public:
    virtual ~ZipStream() = default;
    // Fills `into`; 0 at the end. Throws Unreadable: damaged, limit.
    virtual std::size_t read(std::span<char> into) = 0;
    virtual double progress() const = 0;
};

class ZipArchive
{
public:
    // Reads the directory at the file's end. Throws Unreadable: truncated, damaged, limit. `name` is for sentences.
    ZipArchive(const ByteSource& source, std::string name, ZipLimits limits = {});

    const std::vector<ZipEntry>& entries() const { return entries_; }
    // By its path in the archive, in any case and with either slash.
    const ZipEntry* find(std::string_view path) const;
    std::unique_ptr<ZipStream> open(const ZipEntry& entry);
    // The whole of a small entry; throws Unreadable (limit) where it is larger.
    std::string read_all(const ZipEntry& entry, std::size_t most_bytes);
    const std::string& file() const { return name_; }

private:
    void read_directory(std::uint64_t offset, std::uint64_t size, std::uint64_t count);
    void refuse_overlaps() const;

    const ByteSource& source_;
    std::string name_;
    ZipLimits limits_;
    std::vector<ZipEntry> entries_;
    std::uint64_t directory_offset_ = 0;
    std::shared_ptr<std::uint64_t> inflated_ = std::make_shared<std::uint64_t>(0); // shared by all streams
};
} // namespace engine::package

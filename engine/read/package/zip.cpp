#include "engine/read/package/zip.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/package/zip_stream.hpp"
#include <algorithm>

namespace engine::package
{
namespace
{
using namespace std::string_view_literals;
constexpr std::size_t end_record = 22, end_record64_locator = 20, end_record64 = 56, directory_header = 46;
constexpr std::size_t longest_comment = 65535;

std::uint64_t number_at(std::string_view bytes, std::size_t at, int size)
{
    std::uint64_t value = 0;
    for (int i = size; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return value;
}

std::string bytes_at(const ByteSource& source, std::uint64_t offset, std::size_t size)
{
    std::string bytes(size, '\0');
    bytes.resize(source.read(offset, bytes));
    return bytes;
}

char plain(char c)
{
    if (c == '\\') return '/';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

struct Directory {
    std::uint64_t count, size, offset;
};

// The ZIP64 end record, where the plain one has no room for the numbers.
bool take_zip64(const ByteSource& source, std::uint64_t end_offset, Directory& directory)
{
    if (end_offset < end_record64_locator) return false;
    auto locator = bytes_at(source, end_offset - end_record64_locator, end_record64_locator);
    if (!locator.starts_with("PK\x06\x07"sv)) return false;
    auto record = bytes_at(source, number_at(locator, 8, 8), end_record64);
    if (record.size() < end_record64 || !record.starts_with("PK\x06\x06"sv)) return false;
    directory = {number_at(record, 32, 8), number_at(record, 40, 8), number_at(record, 48, 8)};
    return true;
}

// Sizes and offset of an entry that did not fit into 32 bits.
void take_zip64_extra(std::string_view extra, std::uint64_t unpacked, ZipEntry& entry)
{
    constexpr std::uint64_t elsewhere = 0xFFFFFFFF;
    for (std::size_t at = 0; at + 4 <= extra.size();) {
        auto id = number_at(extra, at, 2);
        auto size = static_cast<std::size_t>(number_at(extra, at + 2, 2));
        auto body = extra.substr(at + 4, size);
        at += 4 + size;
        if (id != 1) continue;
        auto take = [&](std::uint64_t& value) {
            if (value != elsewhere || body.size() < 8) return;
            value = number_at(body, 0, 8);
            body.remove_prefix(8);
        };
        take(unpacked);
        take(entry.packed);
        take(entry.header);
    }
}
} // namespace

ZipArchive::ZipArchive(const ByteSource& source, std::string name, ZipLimits limits)
    : source_(source), name_(std::move(name)), limits_(limits)
{
    auto size = source.size();
    auto tail_bytes = static_cast<std::size_t>(std::min<std::uint64_t>(size, end_record + longest_comment));
    auto tail = bytes_at(source, size - tail_bytes, tail_bytes);
    auto at = tail.rfind("PK\x05\x06"sv);
    if (at == std::string::npos || tail.size() - at < end_record) throw truncated(name_);
    Directory directory{number_at(tail, at + 10, 2), number_at(tail, at + 12, 4), number_at(tail, at + 16, 4)};
    auto end_offset = size - tail_bytes + at;
    if (directory.count == 0xFFFF || directory.size == 0xFFFFFFFF || directory.offset == 0xFFFFFFFF)
        take_zip64(source, end_offset, directory);
    if (directory.size > end_offset || directory.offset > end_offset - directory.size) throw truncated(name_);
    read_directory(directory.offset, directory.size, directory.count);
    refuse_overlaps();
}

void ZipArchive::read_directory(std::uint64_t offset, std::uint64_t size, std::uint64_t count)
{
    if (count > limits_.entries || size > limits_.entries * (directory_header + 4096))
        throw too_many_entries(name_, limits_.entries);
    directory_offset_ = offset;
    auto bytes = bytes_at(source_, offset, static_cast<std::size_t>(size));
    for (std::size_t at = 0; at + directory_header <= bytes.size() && bytes.compare(at, 4, "PK\x01\x02"sv) == 0;) {
        auto name_size = number_at(bytes, at + 28, 2), extra_size = number_at(bytes, at + 30, 2);
        auto comment_size = number_at(bytes, at + 32, 2);
        auto body = std::string_view(bytes).substr(at + directory_header);
        if (body.size() < name_size + extra_size) throw damaged(name_);
        ZipEntry entry;
        entry.name = body.substr(0, name_size);
        entry.encrypted = (number_at(bytes, at + 8, 2) & 1) != 0;
        entry.method = static_cast<std::uint16_t>(number_at(bytes, at + 10, 2));
        entry.packed = number_at(bytes, at + 20, 4);
        entry.header = number_at(bytes, at + 42, 4);
        take_zip64_extra(body.substr(name_size, extra_size), number_at(bytes, at + 24, 4), entry);
        entries_.push_back(std::move(entry));
        if (entries_.size() > limits_.entries) throw too_many_entries(name_, limits_.entries);
        at += directory_header + name_size + extra_size + comment_size;
    }
    if (entries_.size() < count) throw damaged(name_);
}

// Entries that share bytes are how a small file claims to hold a huge one (D. Fifield, "A better zip bomb", 2019).
void ZipArchive::refuse_overlaps() const
{
    std::vector<const ZipEntry*> sorted;
    for (const auto& entry : entries_) sorted.push_back(&entry);
    std::ranges::sort(sorted, {}, [](const auto* entry) { return entry->header; });
    std::uint64_t free_from = 0;
    for (const auto* entry : sorted) {
        constexpr std::uint64_t local_header = 30;
        if (entry->header < free_from || entry->packed > source_.size() || entry->header > directory_offset_)
            throw damaged(name_);
        free_from = entry->header + local_header + entry->packed;
    }
    if (free_from > directory_offset_) throw damaged(name_);
}

const ZipEntry* ZipArchive::find(std::string_view path) const
{
    while (path.starts_with('/')) path.remove_prefix(1);
    auto same = [&](const ZipEntry& entry) { return std::ranges::equal(entry.name, path, {}, plain, plain); };
    auto found = std::ranges::find_if(entries_, same);
    return found == entries_.end() ? nullptr : &*found;
}

std::unique_ptr<ZipStream> ZipArchive::open(const ZipEntry& entry)
{
    constexpr std::size_t local_header = 30;
    auto header = bytes_at(source_, entry.header, local_header);
    if (header.size() < local_header || !header.starts_with("PK\x03\x04"sv)) throw damaged(name_);
    if (entry.encrypted) throw locked(name_);
    if (entry.method != 0 && entry.method != 8) throw damaged(name_);
    auto data = entry.header + local_header + number_at(header, 26, 2) + number_at(header, 28, 2);
    return open_zip_stream({source_, data, entry.packed, entry.method == 8, name_, limits_, inflated_});
}

std::string ZipArchive::read_all(const ZipEntry& entry, std::size_t most_bytes)
{
    auto stream = open(entry);
    std::string bytes;
    for (std::size_t got = 1; got > 0;) {
        auto filled = bytes.size();
        bytes.resize(filled + (1 << 16));
        got = stream->read(std::span(bytes).subspan(filled));
        bytes.resize(filled + got);
        if (bytes.size() > most_bytes) throw too_large(name_, most_bytes);
    }
    return bytes;
}
} // namespace engine::package

#include "engine/read/compound/compound_file.hpp"
#include "engine/read/package/refusals.hpp"
#include <algorithm>
#include <cstring>

namespace engine::compound
{
namespace
{
using namespace std::string_view_literals;
constexpr std::string_view magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;
constexpr std::size_t header_bytes = 512, entry_bytes = 128;
constexpr std::uint32_t last_sector = 0xFFFFFFFA; // higher numbers are marks
constexpr std::uint32_t stream_kind = 2, root_kind = 5;

std::uint64_t number_at(std::string_view bytes, std::size_t at, int size)
{
    std::uint64_t value = 0;
    for (int i = size; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return value;
}
std::uint32_t sector_at(std::string_view bytes, std::size_t at)
{
    return static_cast<std::uint32_t>(number_at(bytes, at, 4));
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// A stream that lies in pieces of one size.
class Stream final : public ByteSource
{
public:
    Stream(const ByteSource& source, std::vector<std::uint64_t> places, std::uint32_t unit, std::uint64_t size)
        : source_(source), places_(std::move(places)), unit_(unit), size_(size)
    {
    }
    std::uint64_t size() const override { return size_; }
    std::size_t read(std::uint64_t offset, std::span<char> into) const override
    {
        std::size_t filled = 0;
        while (filled < into.size() && offset < size_) {
            auto within = offset % unit_;
            auto most = std::min<std::uint64_t>({unit_ - within, size_ - offset, into.size() - filled});
            auto got =
                source_.read(places_[offset / unit_] + within, into.subspan(filled, static_cast<std::size_t>(most)));
            if (got == 0) break; // the file ends before its streams do
            filled += got;
            offset += got;
        }
        return filled;
    }

private:
    const ByteSource& source_;
    std::vector<std::uint64_t> places_;
    std::uint32_t unit_;
    std::uint64_t size_;
};
} // namespace

bool is(std::string_view start) { return start.starts_with(magic); }

CompoundFile::CompoundFile(const ByteSource& source, std::string name) : source_(source), name_(std::move(name))
{
    std::string header(header_bytes, '\0');
    if (source.read(0, header) < header_bytes || !is(header)) throw package::damaged(name_);
    auto shift = number_at(header, 30, 2), mini_shift = number_at(header, 32, 2);
    if ((shift != 9 && shift != 12) || mini_shift != 6) throw package::damaged(name_);
    sector_ = 1U << shift;
    mini_below_ = sector_at(header, 56);
    read_allocation(header);
    read_directory(sector_at(header, 48));
    auto mini = read_sectors(chain_from(sector_at(header, 60), table_));
    for (std::size_t at = 0; at + 4 <= mini.size(); at += 4) mini_table_.push_back(sector_at(mini, at));
}

// The table of all sectors, whose own sectors are listed in the header and, for large files, in sectors of their own.
void CompoundFile::read_allocation(std::string_view header)
{
    constexpr std::size_t listed_in_header = 109;
    auto most = source_.size() / sector_ + 1;
    Chain list;
    auto take = [&](std::string_view bytes, std::size_t at, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            if (auto sector = sector_at(bytes, at + 4 * i); sector <= last_sector) list.push_back(sector);
    };
    take(header, 76, listed_in_header);
    auto per_sector = sector_ / 4 - 1;
    auto next = sector_at(header, 68);
    for (std::uint64_t seen = 0; next <= last_sector && seen < most; ++seen) {
        auto bytes = read_sectors({next});
        take(bytes, 0, per_sector);
        next = sector_at(bytes, 4 * per_sector);
    }
    if (list.size() > most) throw package::damaged(name_);
    for (auto sector : list) {
        auto bytes = read_sectors({sector});
        for (std::size_t at = 0; at < bytes.size(); at += 4) table_.push_back(sector_at(bytes, at));
    }
}

std::string CompoundFile::read_sectors(const Chain& chain) const
{
    std::string bytes(chain.size() * sector_, '\0');
    for (std::size_t i = 0; i < chain.size(); ++i) {
        auto part = std::span(bytes).subspan(i * sector_, sector_);
        if (source_.read((std::uint64_t{chain[i]} + 1) * sector_, part) == 0) throw package::damaged(name_);
    }
    return bytes;
}

CompoundFile::Chain CompoundFile::chain_from(std::uint32_t first, const std::vector<std::uint32_t>& table) const
{
    Chain chain;
    for (auto sector = first; sector <= last_sector; sector = table[sector]) {
        // A sector outside the file, or a chain that runs in a circle.
        if (sector >= table.size() || chain.size() >= table.size()) throw package::damaged(name_);
        chain.push_back(sector);
    }
    return chain;
}

void CompoundFile::read_directory(std::uint32_t first)
{
    auto bytes = read_sectors(chain_from(first, table_));
    for (std::size_t at = 0; at + entry_bytes <= bytes.size(); at += entry_bytes) {
        auto entry = std::string_view(bytes).substr(at, entry_bytes);
        auto kind = number_at(entry, 66, 1);
        if (kind != stream_kind && kind != root_kind) continue;
        Entry read;
        auto name_bytes = std::min<std::uint64_t>(number_at(entry, 64, 2), 64);
        for (std::size_t i = 0; i + 2 < name_bytes; i += 2)
            read.name += entry[i + 1] == '\0' && static_cast<unsigned char>(entry[i]) < 0x80 ? entry[i] : '?';
        read.first = sector_at(entry, 116);
        // Files of the old version leave rubbish in the upper half.
        read.size = number_at(entry, 120, sector_ == 512 ? 4 : 8);
        if (kind == root_kind)
            mini_stream_ = chain_from(read.first, table_);
        else
            entries_.push_back(std::move(read));
    }
}

const CompoundFile::Entry* CompoundFile::find(std::string_view stream) const
{
    auto same = [&](const Entry& entry) { return std::ranges::equal(entry.name, stream, {}, lower, lower); };
    auto found = std::ranges::find_if(entries_, same);
    return found == entries_.end() ? nullptr : &*found;
}

// Where the pieces of a stream lie in the source; `unit` is how long each is.
std::vector<std::uint64_t> CompoundFile::places(const Entry& entry, std::uint32_t& unit) const
{
    bool small = entry.size < mini_below_;
    unit = small ? mini_sector_ : sector_;
    std::vector<std::uint64_t> places;
    for (auto sector : chain_from(entry.first, small ? mini_table_ : table_)) {
        if (!small) {
            places.push_back((std::uint64_t{sector} + 1) * sector_);
            continue;
        }
        auto offset = std::uint64_t{sector} * mini_sector_;
        if (offset / sector_ >= mini_stream_.size()) throw package::damaged(name_);
        places.push_back((std::uint64_t{mini_stream_[offset / sector_]} + 1) * sector_ + offset % sector_);
    }
    if (places.size() < (entry.size + unit - 1) / unit) throw package::damaged(name_);
    return places;
}

std::unique_ptr<ByteSource> CompoundFile::open(std::string_view stream) const
{
    const auto* entry = find(stream);
    if (!entry) return nullptr;
    if (entry->size == 0) return std::make_unique<MemorySource>("");
    std::uint32_t unit = 0;
    auto where = places(*entry, unit);
    return std::make_unique<Stream>(source_, std::move(where), unit, entry->size);
}
} // namespace engine::compound

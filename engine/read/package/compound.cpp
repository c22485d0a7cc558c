#include "engine/read/package/compound.hpp"
#include "engine/read/package/refusals.hpp"
#include <algorithm>
#include <array>

namespace engine::package
{
namespace
{
using namespace std::string_view_literals;

constexpr std::string_view magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;
constexpr std::uint32_t last_sector = 0xFFFFFFFA; // above: free, end of chain, sectors of the tables themselves
constexpr std::uint32_t small_bytes = 64, small_below = 4096;
constexpr std::size_t entry_bytes = 128, most_entries = 4096;

// Pieces of a source, one behind the other.
class ChainSource final : public ByteSource
{
public:
    ChainSource(const ByteSource& source, std::vector<std::uint64_t> pieces, std::uint32_t piece_bytes,
                std::uint64_t size)
        : source_(source), pieces_(std::move(pieces)), piece_bytes_(piece_bytes),
          size_(std::min<std::uint64_t>(size, pieces_.size() * std::uint64_t{piece_bytes}))
    {
    }
    std::uint64_t size() const override { return size_; }
    std::size_t read(std::uint64_t offset, std::span<char> into) const override
    {
        std::size_t done = 0;
        while (done < into.size() && offset < size_) {
            auto inside = offset % piece_bytes_;
            auto want = std::min<std::uint64_t>({into.size() - done, piece_bytes_ - inside, size_ - offset});
            auto got = source_.read(pieces_[offset / piece_bytes_] + inside, into.subspan(done, want));
            if (got == 0) break;
            done += got;
            offset += got;
        }
        return done;
    }

private:
    const ByteSource& source_;
    std::vector<std::uint64_t> pieces_;
    std::uint32_t piece_bytes_;
    std::uint64_t size_;
};

std::uint32_t number(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}
} // namespace

bool CompoundFile::is(std::string_view start) { return start.starts_with(magic); }

void CompoundFile::damaged() const { throw package::damaged(name_); }

std::uint32_t CompoundFile::word(std::uint64_t offset) const
{
    std::array<char, 4> bytes{};
    if (source_.read(offset, bytes) != bytes.size()) damaged();
    return number({bytes.data(), bytes.size()}, 0);
}

CompoundFile::CompoundFile(const ByteSource& source, std::string name) : source_(source), name_(std::move(name))
{
    if (source.size() < 512) damaged();
    auto shift = word(30) & 0xFFFF;
    if (shift != 9 && shift != 12) damaged();
    sector_bytes_ = 1U << shift;
    read_allocation();
    small_allocation_ = words_of(chain(word(60), allocation_));
    read_entries(word(48));
}

// The sectors of the allocation table: 109 in the header, further ones in a chain of tables (DIFAT).
void CompoundFile::read_allocation()
{
    auto tables = word(44);
    auto most = source_.size() / sector_bytes_ + 1;
    if (tables > most) damaged();
    std::vector<std::uint32_t> sectors;
    auto take = [&](std::uint64_t offset) {
        if (sectors.size() < tables) sectors.push_back(word(offset));
    };
    for (std::uint64_t i = 0; i < 109; ++i) take(76 + 4 * i);
    auto next = word(68);
    for (std::uint64_t seen = 0; sectors.size() < tables; ++seen) {
        if (next >= last_sector || seen > most) damaged();
        auto at = (std::uint64_t{next} + 1) * sector_bytes_;
        for (std::uint64_t i = 0; i + 1 < sector_bytes_ / 4; ++i) take(at + 4 * i);
        next = word(at + sector_bytes_ - 4);
    }
    allocation_ = words_of(sectors);
}

std::vector<std::uint64_t> CompoundFile::offsets_of(const std::vector<std::uint32_t>& sectors) const
{
    std::vector<std::uint64_t> offsets;
    for (auto sector : sectors) offsets.push_back((std::uint64_t{sector} + 1) * sector_bytes_);
    return offsets;
}

std::vector<std::uint32_t> CompoundFile::words_of(const std::vector<std::uint32_t>& sectors) const
{
    std::vector<std::uint32_t> words;
    std::string bytes(sector_bytes_, '\0');
    for (auto offset : offsets_of(sectors)) {
        auto got = source_.read(offset, bytes);
        for (std::size_t at = 0; at + 4 <= got; at += 4) words.push_back(number(bytes, at));
    }
    return words;
}

std::vector<std::uint32_t> CompoundFile::chain(std::uint32_t first, const std::vector<std::uint32_t>& table) const
{
    std::vector<std::uint32_t> sectors;
    for (auto sector = first; sector < last_sector; sector = table[sector]) {
        if (sector >= table.size() || sectors.size() > table.size()) damaged();
        sectors.push_back(sector);
    }
    return sectors;
}

void CompoundFile::read_entries(std::uint32_t first)
{
    std::string bytes(entry_bytes, '\0');
    for (auto offset : offsets_of(chain(first, allocation_)))
        for (std::uint64_t at = offset; at < offset + sector_bytes_; at += entry_bytes) {
            if (entries_.size() == most_entries || source_.read(at, bytes) != bytes.size()) return;
            auto name_bytes = std::min<std::size_t>(number(bytes, 64) & 0xFFFF, 64);
            Entry entry;
            entry.name = bytes.substr(0, name_bytes >= 2 ? name_bytes - 2 : 0); // without the zero at its end
            entry.type = static_cast<std::uint8_t>(bytes[66]);
            entry.first = number(bytes, 116);
            entry.size = number(bytes, 120);
            if (sector_bytes_ == 4096) entry.size |= std::uint64_t{number(bytes, 124)} << 32;
            entries_.push_back(std::move(entry));
        }
}

std::unique_ptr<ByteSource> CompoundFile::stream(std::string_view ascii_name) const
{
    constexpr std::uint8_t is_stream = 2;
    std::string wanted;
    for (char c : ascii_name) wanted += {c, '\0'};
    auto found = std::ranges::find_if(
        entries_, [&](const Entry& entry) { return entry.type == is_stream && entry.name == wanted; });
    if (found == entries_.end()) return nullptr;
    if (found->size >= small_below)
        return std::make_unique<ChainSource>(source_, offsets_of(chain(found->first, allocation_)), sector_bytes_,
                                             found->size);
    // Small streams lie in pieces of 64 bytes in the stream of the root.
    auto root = offsets_of(chain(entries_.front().first, allocation_));
    std::vector<std::uint64_t> pieces;
    for (auto piece : chain(found->first, small_allocation_)) {
        auto at = std::uint64_t{piece} * small_bytes;
        if (at / sector_bytes_ >= root.size()) damaged();
        pieces.push_back(root[at / sector_bytes_] + at % sector_bytes_);
    }
    return std::make_unique<ChainSource>(source_, std::move(pieces), small_bytes, found->size);
}
} // namespace engine::package

#include "engine/table/seen_keys.hpp"
#include "engine/table/temporary_file.hpp"
#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <span>
#include <system_error>
#include <unistd.h>

namespace engine
{
namespace
{
using Slot = KeySet::Slot;

bool same_key(const Slot& a, const Slot& b) { return a.low == b.low && a.high == b.high; }
bool before(const Slot& a, const Slot& b) { return a.low != b.low ? a.low < b.low : a.high < b.high; }

void write_slots(int file, std::span<const Slot> slots)
{
    auto bytes = std::as_bytes(slots);
    while (!bytes.empty()) {
        auto put = ::write(file, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) throw std::system_error(errno, std::generic_category(), "keys cannot be put into a file");
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
}

void read_slots(int file, std::size_t first, std::span<Slot> into)
{
    auto bytes = std::as_writable_bytes(into);
    auto at = static_cast<off_t>(first * sizeof(Slot));
    while (!bytes.empty()) {
        auto got = ::pread(file, bytes.data(), bytes.size(), at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0)
            throw std::system_error(got < 0 ? errno : EIO, std::generic_category(), "keys cannot be read back");
        bytes = bytes.subspan(static_cast<std::size_t>(got));
        at += got;
    }
}

// Ten bits for each key, in one block of 64 bytes: one key in a hundred that is not there is taken for one that may be.
class BlockedFilter
{
public:
    explicit BlockedFilter(std::size_t keys) : blocks_(std::max<std::size_t>(1, keys * 10 / 512)) {}
    void add(const Slot& key)
    {
        auto& block = blocks_[place_of(key)];
        each_bit(key, [&](std::size_t word, std::uint64_t bit) {
            block[word] |= bit;
            return true;
        });
    }
    bool may_have(const Slot& key) const
    {
        const auto& block = blocks_[place_of(key)];
        return each_bit(key, [&](std::size_t word, std::uint64_t bit) { return (block[word] & bit) != 0; });
    }

private:
    using Block = std::array<std::uint64_t, 8>;

    std::size_t place_of(const Slot& key) const
    {
        __extension__ using Wide = unsigned __int128;
        return static_cast<std::size_t>(static_cast<Wide>(key.low * 0x9E3779B97F4A7C15U) * blocks_.size() >> 64);
    }
    template <class See> static bool each_bit(const Slot& key, See see)
    {
        auto bits = (static_cast<std::uint64_t>(key.high) << 32 | key.high) * 0xD6E8FEB86659FD93U ^ key.low;
        for (int i = 0; i < 6; ++i, bits >>= 9)
            if (!see(bits >> 6 & 7, 1ULL << (bits & 63))) return false;
        return true;
    }

    std::vector<Block> blocks_;
};
} // namespace

// Keys in order, in a file.
class SeenKeys::Run
{
public:
    explicit Run(std::size_t most) : filter_(most) {}

    bool is_open() const { return file_.is_open(); }
    std::size_t size() const { return size_; }

    void add(const Slot& key)
    {
        if (size_ % page == 0) firsts_.push_back(key.low);
        ++size_;
        filter_.add(key);
        waiting_.push_back(key);
        if (waiting_.size() == 64 * page) finish();
    }
    void finish()
    {
        write_slots(file_.number(), waiting_);
        waiting_.clear();
        waiting_.shrink_to_fit();
    }

    std::optional<std::uint32_t> find(const Slot& key) const
    {
        if (!filter_.may_have(key)) return std::nullopt;
        // Keys with the same low part may begin on the page before.
        auto after = std::ranges::lower_bound(firsts_, key.low);
        auto first = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, after - firsts_.begin() - 1));
        for (auto at = first; at < firsts_.size() && firsts_[at] <= key.low; ++at) {
            std::array<Slot, page> slots;
            auto count = std::min(page, size_ - at * page);
            read_slots(file_.number(), at * page, std::span(slots).first(count));
            auto found =
                std::lower_bound(slots.begin(), slots.begin() + static_cast<std::ptrdiff_t>(count), key, before);
            if (found != slots.begin() + static_cast<std::ptrdiff_t>(count) && same_key(*found, key))
                return found->value;
        }
        return std::nullopt;
    }

    // From the first to the last.
    class Reader
    {
    public:
        explicit Reader(const Run& run) : run_(run) { fill(); }
        const Slot* now() const { return at_ < slots_.size() ? &slots_[at_] : nullptr; }
        void next()
        {
            if (++at_ == slots_.size()) fill();
        }

    private:
        void fill()
        {
            begin_ += slots_.size();
            slots_.resize(std::min(64 * page, run_.size() - begin_));
            read_slots(run_.file_.number(), begin_, slots_);
            at_ = 0;
        }
        const Run& run_;
        std::vector<Slot> slots_;
        std::size_t begin_ = 0, at_ = 0;
    };

private:
    static constexpr std::size_t page = 256; // keys: 4 KiB

    TemporaryFile file_;
    BlockedFilter filter_;
    std::vector<std::uint64_t> firsts_; // the low part of the first key of each page
    std::vector<Slot> waiting_;
    std::size_t size_ = 0;
};

SeenKeys::SeenKeys(std::size_t keys_in_memory) : keys_in_memory_(keys_in_memory) {}
SeenKeys::~SeenKeys() = default;
SeenKeys::SeenKeys(SeenKeys&&) noexcept = default;

SeenKeys::Found SeenKeys::add(const KeyHash& key, std::uint32_t value)
{
    if (!runs_.empty()) {
        auto slot = KeySet::slot_for(key, value);
        for (const auto& run : runs_)
            if (auto first = run->find(slot)) return {false, *first};
    }
    auto found = newest_.add(key, value);
    Found out{found.added, newest_.value(found.slot)};
    if (newest_.size() >= keys_in_memory_ && has_files_) put_away();
    return out;
}

void SeenKeys::put_away()
{
    auto run = std::make_unique<Run>(newest_.size());
    has_files_ = run->is_open();
    if (!has_files_) return;
    std::vector<Slot> sorted;
    sorted.reserve(newest_.size());
    for (const auto& slot : newest_.all_slots())
        if (slot.low != 0) sorted.push_back(slot);
    newest_ = KeySet();
    std::ranges::sort(sorted, before);
    for (const auto& slot : sorted) run->add(slot);
    run->finish();
    sorted = {};
    // Two runs of about one size become one, so that there are few to look into.
    while (!runs_.empty() && runs_.back()->size() <= run->size() * 3 / 2) {
        auto merged = std::make_unique<Run>(runs_.back()->size() + run->size());
        if (!merged->is_open()) break;
        Run::Reader older(*runs_.back()), newer(*run);
        while (older.now() || newer.now()) {
            bool from_older = !newer.now() || (older.now() && before(*older.now(), *newer.now()));
            auto& from = from_older ? older : newer;
            merged->add(*from.now());
            from.next();
        }
        merged->finish();
        runs_.pop_back();
        run = std::move(merged);
    }
    runs_.push_back(std::move(run));
}
} // namespace engine

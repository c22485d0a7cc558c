#pragma once
// Which keys have come by, in bounded memory at any number of them: the newest in a KeySet, older ones in sorted runs
// of temporary files, as a log-structured merge tree has them (O'Neil, Cheng, Gawlick, O'Neil 1996). Before a run is
// read, a Bloom filter in blocks of a cache line (Putze, Sanders, Singler 2007) says whether it may have the key. Where
// no temporary file can be made, all stay in memory.
#include "engine/table/key_set.hpp"
#include <memory>
#include <vector>

namespace engine
{
class SeenKeys
{
public:
    static constexpr std::size_t usual_keys_in_memory = 6U << 20; // 128 MiB

    explicit SeenKeys(std::size_t keys_in_memory = usual_keys_in_memory);
    ~SeenKeys();
    SeenKeys(SeenKeys&&) noexcept;

    struct Found {
        bool added;
        std::uint32_t value; // of the first such key
    };
    // Throws std::system_error where a temporary file cannot be written or read.
    Found add(const KeyHash& key, std::uint32_t value);
    void prefetch(const KeyHash& key) const { newest_.prefetch(key); }

private:
    class Run;
    void put_away();

    std::size_t keys_in_memory_;
    bool has_files_ = true; // until one could not be made
    KeySet newest_;
    std::vector<std::unique_ptr<Run>> runs_; // each about twice as large as the next
};
} // namespace engine

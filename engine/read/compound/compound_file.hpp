#pragma once
// A compound file: the file system in a file in which old Office documents and locked workbooks are kept (MS-CFB).
#include "base/bytes.hpp"
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine::compound
{
bool is(std::string_view start);

class CompoundFile
{
public:
    // Reads the directory. Throws Unreadable (damaged). The source outlives the file and its streams; `name` is for
    // sentences.
    CompoundFile(const ByteSource& source, std::string name);

    bool has(std::string_view stream) const { return find(stream) != nullptr; }
    // A stream of the root folder, by its name in any case; null where there is none.
    std::unique_ptr<ByteSource> open(std::string_view stream) const;

private:
    struct Entry {
        std::string name; // of ASCII characters; others are ?
        std::uint32_t first = 0;
        std::uint64_t size = 0;
    };
    using Chain = std::vector<std::uint32_t>;
    const Entry* find(std::string_view stream) const;
    std::string read_sectors(const Chain& chain) const;
    Chain chain_from(std::uint32_t first, const std::vector<std::uint32_t>& table) const;
    void read_allocation(std::string_view header);
    void read_directory(std::uint32_t first);
    std::vector<std::uint64_t> places(const Entry& entry, std::uint32_t& unit) const;

    const ByteSource& source_;
    std::string name_;
    std::uint32_t sector_ = 512, mini_sector_ = 64, mini_below_ = 4096;
    std::vector<std::uint32_t> table_, mini_table_; // what follows each sector, each small sector
    Chain mini_stream_;                             // sectors in which the small sectors are kept
    std::vector<Entry> entries_;
};
} // namespace engine::compound

#pragma once
// A compound file: streams in a file, each a chain of sectors. Source: [MS-CFB] 2.2 to 2.6.
#include "base/bytes.hpp"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::package
{
class CompoundFile
{
public:
    // The source outlives what stream() gives. Throws Unreadable where the file is damaged.
    CompoundFile(const ByteSource& source, std::string name);

    static bool is(std::string_view start);
    // A stream in the root by its name, or nothing.
    std::unique_ptr<ByteSource> stream(std::string_view ascii_name) const;

private:
    struct Entry {
        std::string name; // UTF-16LE
        std::uint8_t type = 0;
        std::uint32_t first = 0;
        std::uint64_t size = 0;
    };
    std::uint32_t word(std::uint64_t offset) const;
    std::vector<std::uint32_t> chain(std::uint32_t first, const std::vector<std::uint32_t>& table) const;
    std::vector<std::uint32_t> words_of(const std::vector<std::uint32_t>& sectors) const;
    std::vector<std::uint64_t> offsets_of(const std::vector<std::uint32_t>& sectors) const;
    void read_allocation();
    void read_entries(std::uint32_t first);
    [[noreturn]] void damaged() const;

    const ByteSource& source_;
    std::string name_;
    std::uint32_t sector_bytes_ = 512;
    std::vector<std::uint32_t> allocation_, small_allocation_;
    std::vector<Entry> entries_;
};
} // namespace engine::package

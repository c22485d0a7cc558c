#pragma once
// Small archives made by hand, so that tests can say exactly what is in them.
#include <cstdint>
#include <string>
#include <zlib.h>

namespace engine::package
{
// A ZIP archive of stored or deflated parts.
class ZipForTests
{
public:
    void add(const std::string& name, const std::string& content, bool deflate = true)
    {
        std::string packed = deflate ? deflated(content) : content;
        auto crc = crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
        std::string common = u16(20) + u16(0) + u16(deflate ? 8 : 0) + u32(0) + u32(static_cast<std::uint32_t>(crc)) +
                             u32(static_cast<std::uint32_t>(packed.size())) +
                             u32(static_cast<std::uint32_t>(content.size())) + u16(name.size());
        directory_ += "PK\x01\x02" + u16(20) + common + u16(0) + u16(0) + u16(0) + u16(0) + u32(0) +
                      u32(static_cast<std::uint32_t>(bytes_.size())) + name;
        bytes_ += "PK\x03\x04" + common + u16(0) + name + packed;
        ++count_;
    }
    std::string finish() const
    {
        return bytes_ + directory_ + "PK\x05\x06" + u32(0) + u16(count_) + u16(count_) +
               u32(static_cast<std::uint32_t>(directory_.size())) + u32(static_cast<std::uint32_t>(bytes_.size())) +
               u16(0);
    }

private:
    static std::string number(std::uint64_t value, int size)
    {
        std::string out;
        for (int i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
        return out;
    }
    static std::string u16(std::uint64_t value) { return number(value, 2); }
    static std::string u32(std::uint32_t value) { return number(value, 4); }
    static std::string deflated(const std::string& content)
    {
        z_stream zlib{};
        deflateInit2(&zlib, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
        std::string out(deflateBound(&zlib, content.size()) + 16, '\0');
        zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
        zlib.avail_in = static_cast<uInt>(content.size());
        zlib.next_out = reinterpret_cast<Bytef*>(out.data());
        zlib.avail_out = static_cast<uInt>(out.size());
        deflate(&zlib, Z_FINISH);
        out.resize(zlib.total_out);
        deflateEnd(&zlib);
        return out;
    }

    std::string bytes_, directory_;
    std::size_t count_ = 0;
};
} // namespace engine::package

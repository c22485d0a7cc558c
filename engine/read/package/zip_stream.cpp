#include "engine/read/package/zip_stream.hpp"
#include "engine/read/package/refusals.hpp"
#include <algorithm>
#include <zlib.h>

namespace engine::package
{
namespace
{
class PackedStream : public ZipStream
{
public:
    explicit PackedStream(PackedBytes packed) : packed_(std::move(packed)) {}
    double progress() const override
    {
        return packed_.size ? static_cast<double>(taken_) / static_cast<double>(packed_.size) : 1.0;
    }

protected:
    std::size_t take(std::span<char> into)
    {
        auto left = static_cast<std::size_t>(std::min<std::uint64_t>(packed_.size - taken_, into.size()));
        auto got = packed_.source.read(packed_.offset + taken_, into.first(left));
        if (got < left) throw truncated(packed_.file);
        taken_ += got;
        return got;
    }

    std::size_t counted(std::size_t bytes)
    {
        given_ += bytes;
        *packed_.inflated += bytes;
        const auto& limits = packed_.limits;
        if (*packed_.inflated > limits.inflated_bytes) throw too_large(packed_.file, limits.inflated_bytes);
        if (given_ > limits.ratio_from && given_ / limits.ratio > taken_) throw bomb(packed_.file);
        return bytes;
    }

    const PackedBytes& packed() const { return packed_; }

private:
    PackedBytes packed_;
    std::uint64_t taken_ = 0, given_ = 0;
};

class StoredStream final : public PackedStream
{
public:
    using PackedStream::PackedStream;
    std::size_t read(std::span<char> into) override { return counted(take(into)); }
};

class DeflatedStream final : public PackedStream
{
public:
    explicit DeflatedStream(PackedBytes packed) : PackedStream(std::move(packed))
    {
        if (inflateInit2(&zlib_, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
    }
    ~DeflatedStream() override { inflateEnd(&zlib_); }

    std::size_t read(std::span<char> into) override
    {
        zlib_.next_out = reinterpret_cast<Bytef*>(into.data());
        zlib_.avail_out = static_cast<uInt>(into.size());
        while (zlib_.avail_out > 0 && !ended_) {
            if (zlib_.avail_in == 0) {
                zlib_.avail_in = static_cast<uInt>(take(buffer_));
                zlib_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
                if (zlib_.avail_in == 0) throw damaged(packed().file); // the stream does not say that it ends
            }
            int status = inflate(&zlib_, Z_NO_FLUSH);
            ended_ = status == Z_STREAM_END;
            if (status != Z_OK && !ended_ && status != Z_BUF_ERROR) throw damaged(packed().file);
        }
        return counted(into.size() - zlib_.avail_out);
    }

private:
    z_stream zlib_{};
    std::vector<char> buffer_ = std::vector<char>(1 << 16);
    bool ended_ = false;
};
} // namespace

std::unique_ptr<ZipStream> open_zip_stream(PackedBytes packed)
{
    if (packed.deflated) return std::make_unique<DeflatedStream>(std::move(packed));
    return std::make_unique<StoredStream>(std::move(packed));
}
} // namespace engine::package

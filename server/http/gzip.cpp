#include "server/http/gzip.hpp"
#include <stdexcept>
#include <zlib.h>

namespace http
{
std::string gzip(std::string_view bytes, int level)
{
    z_stream stream{};
    constexpr int gzip_window = 15 + 16; // 32 KiB window, gzip header
    if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("gzip: no memory");
    std::string packed(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    auto result = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END) throw std::runtime_error("gzip: the stream did not end");
    return packed;
}

bool accepts_gzip(std::string_view accept_encoding)
{
    auto at = accept_encoding.find("gzip");
    if (at == accept_encoding.npos) return false;
    auto rest = accept_encoding.substr(at + 4);
    rest = rest.substr(0, rest.find(','));
    return rest.find("q=0") == rest.npos || rest.find("q=0.") != rest.npos;
}
} // namespace http

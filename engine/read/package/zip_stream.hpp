#pragma once
// The content of one entry, stored or deflated. Internal to package/.
#include "engine/read/package/zip.hpp"

namespace engine::package
{
struct PackedBytes {
    const ByteSource& source;
    std::uint64_t offset, size;
    bool deflated;
    std::string file;
    ZipLimits limits;
    std::shared_ptr<std::uint64_t> inflated; // by all entries of the archive so far
};
std::unique_ptr<ZipStream> open_zip_stream(PackedBytes packed);
} // namespace engine::package

#pragma once
// A file that is one XML part itself, as a stream.
#include "engine/read/package/zip.hpp"

namespace engine::package
{
// The source outlives the stream.
std::unique_ptr<ZipStream> whole_file(const ByteSource& source);
} // namespace engine::package

#include "engine/read/locked.hpp"
#include "engine/read/package/encrypted.hpp"
#include "engine/read/xlsx/xlsx_reader.hpp"

namespace engine::locked
{
bool is(std::string_view start, const ByteSource& source) { return package::is_encrypted(start, source); }

OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    std::shared_ptr<const ByteSource> inside = package::decrypted(source, name, options.password);
    auto file = xlsx::open(*inside, name, options);
    file.keep = inside;
    return file;
}
} // namespace engine::locked

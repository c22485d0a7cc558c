#include "engine/read/ods/ods_reader.hpp"
#include "engine/read/ods/content_parser.hpp"
#include "engine/read/package/whole_file.hpp"
#include "engine/read/streamed_sheet.hpp"
#include "engine/table/unreadable.hpp"

namespace engine::ods
{
namespace
{
constexpr std::string_view mime = "application/vnd.oasis.opendocument.spreadsheet";
} // namespace

bool is(std::string_view start, const ByteSource& source)
{
    // The first entry says what the archive is, stored as it is (part 2, 3.3); some writers put it elsewhere.
    if (!start.starts_with("PK\x03\x04")) return false;
    if (start.substr(0, 200).find(mime) != std::string_view::npos) return true;
    try {
        package::ZipArchive archive(source, "");
        const auto* type = archive.find("mimetype");
        return type && archive.read_all(*type, 1 << 16).starts_with(mime);
    } catch (const Unreadable&) {
        return false; // whoever opens it says what is wrong
    }
}

bool is_flat(std::string_view start, const ByteSource&)
{
    return start.find("<office:document") != std::string_view::npos && start.find(mime) != std::string_view::npos;
}

OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    package::ZipLimits limits;
    limits.inflated_bytes = 1ULL << 30; // each large sheet reads the content again
    auto archive = std::make_shared<package::ZipArchive>(source, name, limits);
    if (const auto* manifest = archive->find("META-INF/manifest.xml"))
        if (archive->read_all(*manifest, 4 << 20).contains("encryption-data")) throw package::locked(name);
    const auto* part = archive->find("content.xml");
    if (!part) throw package::damaged(name);
    return open_streamed<ContentParser>(FileKind::ods, [archive, part] { return archive->open(*part); }, name, options);
}

OpenedFile open_flat(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    return open_streamed<ContentParser>(
        FileKind::ods, [&source] { return package::whole_file(source); }, name, options);
}
} // namespace engine::ods

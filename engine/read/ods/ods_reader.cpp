#include "engine/read/ods/ods_reader.hpp"
#include "engine/read/ods/content_parser.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/package/whole_file.hpp"
#include "engine/table/unreadable.hpp"
#include <fmt/format.h>
#include <functional>

namespace engine::ods
{
namespace
{
constexpr std::string_view mime = "application/vnd.oasis.opendocument.spreadsheet";
constexpr std::size_t most_sheets = 256;

using Content = std::function<std::unique_ptr<package::ZipStream>()>;

// The rows of one sheet. Each sheet reads the content anew, from its beginning to its own end.
class Rows final : public SheetRows
{
public:
    Rows(const Content& content, std::size_t sheet, const std::string& file, const ReadOptions& options)
        : file_(file), parser_(content(), file, options)
    {
        SheetName name;
        for (std::size_t i = 0; i <= sheet; ++i)
            if (!parser_.next_sheet(name)) throw package::damaged(file);
    }
    bool next(Arena& arena, SheetRow& row) override { return parser_.next_row(arena, row); }
    double progress() const override { return parser_.progress(); }
    void report(std::vector<Finding>& findings) override
    {
        if (parser_.hidden_rows() > 0) findings.push_back(hidden_rows(file_, parser_.hidden_rows()));
    }

private:
    std::string file_;
    ContentParser parser_;
};

OpenedFile open_content(const Content& content, const std::string& name, const ReadOptions& options)
{
    std::vector<SheetName> sheets;
    std::vector<std::string> names;
    ContentParser list(content(), name, options);
    for (SheetName sheet; list.next_sheet(sheet);) {
        if (sheets.size() == most_sheets) throw package::too_many_entries(name, most_sheets);
        sheets.push_back(sheet);
        names.push_back(sheet.name);
    }
    if (sheets.empty()) throw package::no_sheets(name);
    OpenedFile opened;
    opened.kind = FileKind::ods;
    opened.dialect = {"UTF-8", "", "", "", "", std::nullopt};
    bool one = options.sheet && *options.sheet != "auto";
    auto first = one ? chosen_sheet(names, *options.sheet, name) : 0;
    for (auto i = first; i < (one ? first + 1 : sheets.size()); ++i) {
        auto table = std::make_unique<SheetTable>(std::make_shared<Rows>(content, i, name, options), options);
        table->sheet = sheets[i].name;
        table->hidden = sheets[i].hidden;
        opened.tables.push_back(std::move(table));
    }
    finish_workbook(opened);
    return opened;
}
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
    limits.inflated_bytes = 1ULL << 30; // each sheet reads the content again
    auto archive = std::make_shared<package::ZipArchive>(source, name, limits);
    if (const auto* manifest = archive->find("META-INF/manifest.xml"))
        if (archive->read_all(*manifest, 4 << 20).contains("encryption-data")) throw package::locked(name);
    const auto* part = archive->find("content.xml");
    if (!part) throw package::damaged(name);
    return open_content([archive, part] { return archive->open(*part); }, name, options);
}

OpenedFile open_flat(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    return open_content([&source] { return package::whole_file(source); }, name, options);
}
} // namespace engine::ods

#include "engine/read/xlsx/workbook.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/package/xml_scanner.hpp"
#include <algorithm>
#include <charconv>
#include <map>

namespace engine::xlsx
{
using package::XmlPiece;
using package::XmlScanner;

namespace
{
int number(std::string_view text, int otherwise = 0)
{
    int value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Relation {
    std::string type, target;
};
using Relations = std::map<std::string, Relation, std::less<>>; // by id

// "xl/worksheets" + "../sharedStrings.xml" → "xl/sharedStrings.xml"
std::string resolve(std::string_view folder, std::string_view target)
{
    if (target.starts_with('/')) return std::string(target.substr(1));
    std::string path(folder);
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        path.resize(path.find_last_of('/') == std::string::npos ? 0 : path.find_last_of('/'));
    }
    while (target.starts_with("./")) target.remove_prefix(2);
    return path.empty() ? std::string(target) : path + "/" + std::string(target);
}

std::string folder_of(const std::string& path)
{
    auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

// Calls each(name, xml) for every start tag of a part.
template <class Each> void each_tag(package::ZipArchive& archive, const package::ZipEntry& entry, Each each)
{
    auto stream = archive.open(entry);
    XmlScanner xml(*stream, archive.file());
    for (auto piece = xml.next(); piece != XmlPiece::finished; piece = xml.next())
        if (piece == XmlPiece::start) each(xml.name(), xml);
}

// Relations of a part; none where the archive has no list of them.
Relations relations_of(package::ZipArchive& archive, const std::string& part)
{
    Relations relations;
    auto folder = folder_of(part);
    auto file = part.substr(folder.empty() ? 0 : folder.size() + 1);
    const auto* entry = archive.find((folder.empty() ? "" : folder + "/") + "_rels/" + file + ".rels");
    if (!entry) return relations;
    each_tag(archive, *entry, [&](std::string_view name, XmlScanner& xml) {
        if (name != "Relationship" || xml.attribute("TargetMode") == "External") return;
        auto type = xml.attribute("Type");
        relations[std::string(xml.attribute("Id"))] = {std::string(type.substr(type.rfind('/') + 1)),
                                                       resolve(folder, xml.attribute("Target"))};
    });
    return relations;
}

const Relation* of_type(const Relations& relations, std::string_view type)
{
    auto found = std::ranges::find_if(relations, [&](const auto& each) { return each.second.type == type; });
    return found == relations.end() ? nullptr : &found->second;
}

void read_sheet_list(package::ZipArchive& archive, const package::ZipEntry& entry, const Relations& parts,
                     Workbook& book)
{
    each_tag(archive, entry, [&](std::string_view name, XmlScanner& xml) {
        if (name == "calcPr") book.calculates_on_load = package::is_true(xml.attribute("fullCalcOnLoad"));
        if (name == "workbookPr") book.date1904 = package::is_true(xml.attribute("date1904"));
        if (name != "sheet") return;
        auto part = parts.find(xml.attribute("id"));
        if (part == parts.end() || part->second.type != "worksheet") return;
        auto state = xml.attribute("state");
        book.sheets.push_back(
            {std::string(xml.attribute("name")), part->second.target, state == "hidden" || state == "veryHidden"});
    });
}

void read_styles(package::ZipArchive& archive, const package::ZipEntry& entry, Workbook& book)
{
    std::map<int, std::string> codes; // of the workbook's own formats
    std::map<int, std::uint32_t> known;
    bool of_cells = false, of_fonts = false;
    std::vector<bool> fonts; // struck through
    each_tag(archive, entry, [&](std::string_view name, XmlScanner& xml) {
        if (name == "numFmt") codes[number(xml.attribute("numFmtId"))] = xml.attribute("formatCode");
        if (name == "fonts" || name == "fills") of_fonts = name == "fonts";
        if (name == "font" && of_fonts) fonts.push_back(false);
        if (name == "strike" && of_fonts && !fonts.empty()) {
            auto value = xml.attribute("val");
            fonts.back() = value.empty() || package::is_true(value);
        }
        if (name == "cellXfs" || name == "cellStyleXfs") of_cells = name == "cellXfs";
        if (name != "xf" || !of_cells) return;
        auto id = number(xml.attribute("numFmtId"));
        auto [format, added] = known.try_emplace(id, static_cast<std::uint32_t>(book.formats.size()));
        if (added) {
            auto own = codes.find(id);
            book.formats.emplace_back(own == codes.end() ? builtin_format(id) : std::string_view(own->second));
        }
        book.styles.push_back(format->second);
        auto font = static_cast<std::size_t>(number(xml.attribute("fontId")));
        book.struck.push_back(font < fonts.size() && fonts[font]);
    });
}
} // namespace

const NumberFormat& Workbook::format(std::size_t style) const
{
    return style < styles.size() ? formats[styles[style]] : formats[0];
}

Workbook read_workbook(package::ZipArchive& archive)
{
    Workbook book;
    book.formats.emplace_back("General");
    auto root = relations_of(archive, "");
    const auto* document = of_type(root, "officeDocument");
    std::string path = document ? document->target : "xl/workbook.xml";
    const auto* entry = archive.find(path);
    if (!entry) throw package::damaged(archive.file());
    auto relations = relations_of(archive, path);
    read_sheet_list(archive, *entry, relations, book);
    if (book.sheets.empty()) throw package::no_sheets(archive.file());
    auto part = [&](std::string_view type) {
        const auto* relation = of_type(relations, type);
        return relation ? archive.find(relation->target) : nullptr;
    };
    if (const auto* styles = part("styles")) read_styles(archive, *styles, book);
    auto strings = std::make_shared<SharedStrings>();
    if (const auto* texts = part("sharedStrings")) strings->read(*archive.open(*texts), archive.file());
    book.strings = std::move(strings);
    return book;
}
} // namespace engine::xlsx

#include "engine/read/xlsx/workbook.hpp"
#include "engine/read/xlsx/xml.hpp"
#include "engine/read/xlsx/zip_refusals.hpp"
#include <algorithm>
#include <charconv>
#include <map>

namespace engine::xlsx
{
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

// Relations of a part; none where the archive has no list of them.
Relations relations_of(ZipArchive& archive, const std::string& part)
{
    struct Events final : XmlEvents {
        Relations relations;
        std::string folder;
        void start(std::string_view name, const Attributes& attributes) override
        {
            if (name != "Relationship" || attributes["TargetMode"] == "External") return;
            auto type = attributes["Type"];
            relations[std::string(attributes["Id"])] = {std::string(type.substr(type.rfind('/') + 1)),
                                                        resolve(folder, attributes["Target"])};
        }
        void end(std::string_view) override {}
    };
    Events events;
    events.folder = folder_of(part);
    auto file = part.substr(events.folder.empty() ? 0 : events.folder.size() + 1);
    const auto* entry = archive.find((events.folder.empty() ? "" : events.folder + "/") + "_rels/" + file + ".rels");
    if (entry) parse_xml(*archive.open(*entry), events, archive.file());
    return std::move(events.relations);
}

const Relation* of_type(const Relations& relations, std::string_view type)
{
    auto found = std::ranges::find_if(relations, [&](const auto& each) { return each.second.type == type; });
    return found == relations.end() ? nullptr : &found->second;
}

struct WorkbookEvents final : XmlEvents {
    Workbook& book;
    const Relations& relations;

    WorkbookEvents(Workbook& to, const Relations& parts) : book(to), relations(parts) {}
    void start(std::string_view name, const Attributes& attributes) override
    {
        if (name == "workbookPr") book.date1904 = is_true(attributes["date1904"]);
        if (name != "sheet") return;
        auto part = relations.find(attributes["id"]);
        if (part == relations.end() || part->second.type != "worksheet") return;
        auto state = attributes["state"];
        book.sheets.push_back(
            {std::string(attributes["name"]), part->second.target, state == "hidden" || state == "veryHidden"});
    }
    void end(std::string_view) override {}
};

struct StyleEvents final : XmlEvents {
    Workbook& book;
    std::map<int, std::string> codes; // of the workbook's own formats
    std::map<int, std::uint32_t> known;
    bool in_cell_styles = false;

    explicit StyleEvents(Workbook& to) : book(to) {}
    void start(std::string_view name, const Attributes& attributes) override
    {
        if (name == "numFmt") codes[number(attributes["numFmtId"])] = attributes["formatCode"];
        if (name == "cellXfs") in_cell_styles = true;
        if (name == "xf" && in_cell_styles) book.styles.push_back(format(number(attributes["numFmtId"])));
    }
    void end(std::string_view name) override
    {
        if (name == "cellXfs") in_cell_styles = false;
    }
    std::uint32_t format(int id)
    {
        auto [entry, added] = known.try_emplace(id, static_cast<std::uint32_t>(book.formats.size()));
        if (added) {
            auto own = codes.find(id);
            book.formats.emplace_back(own == codes.end() ? builtin_format(id) : std::string_view(own->second));
        }
        return entry->second;
    }
};
} // namespace

const NumberFormat& Workbook::format(std::size_t style) const
{
    return style < styles.size() ? formats[styles[style]] : formats[0];
}

Workbook read_workbook(ZipArchive& archive)
{
    Workbook book;
    book.formats.emplace_back("General");
    auto root = relations_of(archive, "");
    const auto* document = of_type(root, "officeDocument");
    std::string path = document ? document->target : "xl/workbook.xml";
    const auto* entry = archive.find(path);
    if (!entry) throw damaged(archive.file());
    auto relations = relations_of(archive, path);
    WorkbookEvents sheets(book, relations);
    parse_xml(*archive.open(*entry), sheets, archive.file());
    if (book.sheets.empty()) throw no_sheets(archive.file());
    auto part = [&](std::string_view type) {
        const auto* relation = of_type(relations, type);
        return relation ? archive.find(relation->target) : nullptr;
    };
    if (const auto* styles = part("styles")) {
        StyleEvents events(book);
        parse_xml(*archive.open(*styles), events, archive.file());
    }
    auto strings = std::make_shared<SharedStrings>();
    if (const auto* texts = part("sharedStrings")) strings->read(*archive.open(*texts), archive.file());
    book.strings = std::move(strings);
    return book;
}
} // namespace engine::xlsx

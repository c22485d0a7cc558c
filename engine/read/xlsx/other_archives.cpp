#include "engine/read/xlsx/other_archives.hpp"
#include "engine/table/unreadable.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine::xlsx
{
namespace
{
struct Other {
    const char* part;
    const char* is;
    const char* remedy;
};
constexpr const char* save_as =
    "Open it in Excel or LibreOffice, choose Save As, pick “Excel Workbook (.xlsx)” and send that file";
constexpr const char* take_table = "Copy its table into a new Excel workbook, save that as .xlsx and send it";
constexpr Other others[] = {
    {"xl/workbook.bin", "a binary Excel workbook (.xlsb)", save_as},
    {"word/document.xml", "a Word document", take_table},
    {"ppt/presentation.xml", "a PowerPoint presentation", take_table},
    {"Index/Document.iwa", "an Apple Numbers or Pages document",
     "Open it there, choose File, Export To, Excel and send that file"},
};
} // namespace

void refuse_other_archives(package::ZipArchive& archive)
{
    auto refuse = [&](std::string_view is, std::string_view remedy) {
        throw Unreadable("unsupported",
                         fmt::format("“{}” is {}. A CSV or XLSX file was expected. {}.", archive.file(), is, remedy));
    };
    for (const auto& other : others)
        if (archive.find(other.part)) refuse(other.is, other.remedy);
    if (archive.find("mimetype")) refuse("an OpenDocument file without a spreadsheet", take_table);
    bool workbook =
        archive.find("[Content_Types].xml") ||
        std::ranges::any_of(archive.entries(), [](const auto& entry) { return entry.name.starts_with("xl/"); });
    if (!workbook) refuse("a ZIP archive", "Unpack it and send the CSV or XLSX file inside");
}

void refuse_other_compounds(const compound::CompoundFile& file, const std::string& name)
{
    auto refuse = [&](std::string_view is, std::string_view remedy) {
        throw Unreadable("unsupported",
                         fmt::format("“{}” is {}. A CSV or XLSX file was expected. {}.", name, is, remedy));
    };
    if (file.has("Book")) refuse("a workbook of Excel 95 or older (.xls)", save_as);
    if (file.has("WordDocument")) refuse("an old Word document (.doc)", take_table);
    if (file.has("PowerPoint Document")) refuse("an old PowerPoint presentation (.ppt)", take_table);
    throw Unreadable("unsupported", fmt::format("“{}” is an old Office document. A CSV or XLSX file was expected. {}.",
                                                name, take_table));
}
} // namespace engine::xlsx

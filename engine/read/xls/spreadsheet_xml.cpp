#include "engine/read/xls/spreadsheet_xml.hpp"
#include "engine/read/package/whole_file.hpp"
#include "engine/read/streamed_sheet.hpp"
#include "engine/read/xls/worksheet_parser.hpp"

namespace engine::xls
{
namespace
{
std::vector<ListedSheet> worksheets_of(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    WorksheetParser parser(package::whole_file(source), name, options);
    std::vector<ListedSheet> sheets;
    for (ListedSheet sheet; parser.next_sheet(sheet); sheets.push_back(sheet)) {
        if (sheets.size() == most_streamed_sheets) throw package::too_many_entries(name, most_streamed_sheets);
        Arena unused;
        SheetRow row;
        while (parser.next_row(unused, row)) unused.clear();
        sheet.hidden = parser.hidden();
    }
    return sheets;
}
} // namespace

bool is_xml(std::string_view start, const ByteSource&)
{
    return start.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string_view::npos;
}

OpenedFile open_xml(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    auto sheets = worksheets_of(source, name, options);
    if (sheets.empty()) throw package::no_sheets(name);
    auto open = [&](std::size_t sheet) {
        return std::make_shared<StreamedSheet<WorksheetParser>>(package::whole_file(source), sheet, name, options);
    };
    return open_sheets(FileKind::xls, sheets, open, name, options);
}
} // namespace engine::xls

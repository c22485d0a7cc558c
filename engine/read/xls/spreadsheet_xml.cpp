#include "engine/read/xls/spreadsheet_xml.hpp"
#include "engine/read/package/whole_file.hpp"
#include "engine/read/streamed_sheet.hpp"
#include "engine/read/xls/worksheet_parser.hpp"

namespace engine::xls
{
bool is_xml(std::string_view start, const ByteSource&)
{
    return start.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string_view::npos;
}

OpenedFile open_xml(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    return open_streamed<WorksheetParser>(
        FileKind::xls, [&source] { return package::whole_file(source); }, name, options);
}
} // namespace engine::xls

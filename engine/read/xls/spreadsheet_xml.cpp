#include "engine/read/xls/spreadsheet_xml.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/package/whole_file.hpp"
#include "engine/read/xls/worksheet_parser.hpp"

namespace engine::xls
{
namespace
{
constexpr std::size_t most_sheets = 256;

// The rows of one worksheet. Each reads the file anew, from its beginning to its own end.
class Rows final : public SheetRows
{
public:
    Rows(const ByteSource& source, std::size_t sheet, const std::string& file, const ReadOptions& options)
        : file_(file), parser_(package::whole_file(source), file, options)
    {
        std::string name;
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
    WorksheetParser parser_;
};

std::vector<Worksheet> worksheets_of(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    WorksheetParser parser(package::whole_file(source), name, options);
    std::vector<Worksheet> sheets;
    for (Worksheet sheet; parser.next_sheet(sheet.name); sheets.push_back(sheet)) {
        if (sheets.size() == most_sheets) throw package::too_many_entries(name, most_sheets);
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
    std::vector<std::string> names;
    for (const auto& sheet : sheets) names.push_back(sheet.name);
    OpenedFile opened;
    opened.kind = FileKind::xls;
    opened.dialect = {"UTF-8", "", "", "", "", std::nullopt};
    bool one = options.sheet && *options.sheet != "auto";
    auto first = one ? chosen_sheet(names, *options.sheet, name) : 0;
    for (auto i = first; i < (one ? first + 1 : sheets.size()); ++i) {
        auto table = std::make_unique<SheetTable>(std::make_shared<Rows>(source, i, name, options), options);
        table->sheet = sheets[i].name;
        table->hidden = sheets[i].hidden;
        opened.tables.push_back(std::move(table));
    }
    finish_workbook(opened);
    return opened;
}
} // namespace engine::xls

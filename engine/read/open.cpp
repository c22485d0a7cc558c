#include "engine/read/formats.hpp"
#include "engine/read/formula_guard.hpp"
#include "engine/read/heading_rows.hpp"
#include "engine/read/template_rows.hpp"
#include "engine/read/totals_rows.hpp"
#include "engine/table/unreadable.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
// For a contract: what is no data of a record is told apart from it.
void prepare_tables(OpenedFile& file, const std::string& name)
{
    if (file.kind == FileKind::jsonl) return; // which has records and nothing else
    for (auto& table : file.tables) {
        if (file.kind != FileKind::pdf) table = without_formula_guards(std::move(table)); // pages show no guards
        table = with_headings_named(with_totals_marked(with_template_row_named(std::move(table), name)), name);
    }
}
} // namespace

OpenedFile open_file(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    if (source.size() == 0)
        throw Unreadable("empty", fmt::format("“{}” is empty. A CSV or XLSX file with a table was expected; export it "
                                              "again and check its size before sending.",
                                              name));
    std::string start(sniffed_bytes, '\0');
    start.resize(source.read(0, start));
    for (const auto& format : formats)
        if (format.is(start, source)) {
            auto opened = format.open(source, name, options);
            if (options.canonical) prepare_tables(opened, name);
            return opened;
        }
    throw Unreadable("unsupported",
                     fmt::format("“{}” is of no known format.", name)); // csv takes everything before this
}
} // namespace engine

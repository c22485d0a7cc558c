#include "engine/read/formats.hpp"
#include "engine/read/formula_guard.hpp"
#include "engine/table/unreadable.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
// Pages show what people read, and JSON has no formulas.
bool may_be_guarded(FileKind kind) { return kind != FileKind::pdf && kind != FileKind::jsonl; }
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
            if (options.canonical && may_be_guarded(opened.kind))
                for (auto& table : opened.tables) table = without_formula_guards(std::move(table));
            return opened;
        }
    throw Unreadable("unsupported",
                     fmt::format("“{}” is of no known format.", name)); // csv takes everything before this
}
} // namespace engine

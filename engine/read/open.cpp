#include "engine/read/formats.hpp"
#include "engine/table/unreadable.hpp"
#include <fmt/format.h>

namespace engine
{
OpenedFile open_file(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    if (source.size() == 0)
        throw Unreadable("empty", fmt::format("“{}” is empty. A CSV or XLSX file with a table was expected; export it "
                                              "again and check its size before sending.",
                                              name));
    std::string start(sniffed_bytes, '\0');
    start.resize(source.read(0, start));
    for (const auto& format : formats)
        if (format.is(start, source)) return format.open(source, name, options);
    throw Unreadable("unsupported",
                     fmt::format("“{}” is of no known format.", name)); // csv takes everything before this
}
} // namespace engine

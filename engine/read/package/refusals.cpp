#include "engine/read/package/refusals.hpp"
#include <fmt/format.h>

namespace engine::package
{
namespace
{
constexpr const char* save_again = "Open it in Excel or LibreOffice, save it again as .xlsx and send that file";
}

Unreadable truncated(const std::string& file)
{
    return {"truncated", fmt::format("“{}” is a workbook that was cut off: its end is missing. A complete file was "
                                     "expected; copy or download it again and send it once more.",
                                     file)};
}

Unreadable damaged(const std::string& file)
{
    return {"damaged", fmt::format("“{}” is a damaged workbook: its parts do not fit together. {}.", file, save_again)};
}

Unreadable locked(const std::string& file)
{
    return {
        "locked",
        fmt::format("“{}” is locked with a password. It is a kind of lock that cannot be opened here. In Excel choose "
                    "File, Info, Protect Workbook, Encrypt with Password, clear the password, save and send "
                    "that file.",
                    file)};
}

Unreadable asks_password(const std::string& file)
{
    return {"password", fmt::format("“{}” is locked with a password. Give its password, or save a copy without one and "
                                    "send that.",
                                    file)};
}

Unreadable wrong_password(const std::string& file)
{
    return {"password",
            fmt::format("The password given does not open “{}”. Give the right one (capital letters count), "
                        "or save a copy without a password and send that.",
                        file)};
}

Unreadable bomb(const std::string& file)
{
    return {"limit",
            fmt::format("“{}” unpacks to far more than its size allows for, as files made to exhaust a computer "
                        "do. It was not read. {}.",
                        file, save_again)};
}

Unreadable too_many_entries(const std::string& file, std::uint64_t most)
{
    return {"limit", fmt::format("“{}” consists of more than {} parts, which no usual workbook does. {}.", file, most,
                                 save_again)};
}

Unreadable too_large(const std::string& file, std::uint64_t most_bytes)
{
    return {"limit",
            fmt::format("“{}” unpacks to more than {} MiB. Export the sheet as CSV, which has no such limit, and "
                        "send that file.",
                        file, most_bytes >> 20)};
}

Unreadable cell_too_long(const std::string& file, std::uint64_t most_bytes)
{
    return {"limit", fmt::format("“{}” has a cell or a tag of more than {} KiB; Excel allows 32 KiB. {}.", file,
                                 most_bytes >> 10, save_again)};
}

Unreadable declares_entities(const std::string& file)
{
    return {"unsupported", fmt::format("“{}” declares a document type of its own, which no workbook does and which is "
                                       "not safe to read. {}.",
                                       file, save_again)};
}

Unreadable no_sheets(const std::string& file)
{
    return {"damaged", fmt::format("“{}” is a workbook without a sheet of cells. {}.", file, save_again)};
}
} // namespace engine::package

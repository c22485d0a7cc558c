#include "cli/reading_options.hpp"
#include "cli/files.hpp"
#include <CLI/CLI.hpp>

namespace cli
{
namespace
{
constexpr std::size_t password_bytes = 4096;

// A tab is hard to type in a shell, as is nothing at all.
std::optional<std::string> unescaped(const std::optional<std::string>& mark)
{
    if (mark == "\\t" || mark == "tab") return "\t";
    if (mark == "none") return "";
    if (mark == "auto") return std::nullopt;
    return mark;
}
} // namespace

engine::ReadOptions ReadingOptions::read() const
{
    engine::ReadOptions read{.encoding = encoding,
                             .delimiter = unescaped(delimiter),
                             .quote = unescaped(quote),
                             .escape = unescaped(escape),
                             .header_row = header_row,
                             .header_rows = {},
                             .sheet = sheet,
                             .pages = pages,
                             .area = area,
                             .password = {},
                             .stored = stored};
    if (password_file) {
        auto text = read_text(*password_file, password_bytes);
        read.password = text.substr(0, text.find_first_of("\r\n"));
    }
    return read;
}

void add_reading_options(CLI::App& command, ReadingOptions& options)
{
    command.add_option("FILE", options.file, "The file to read")->required();
    command.add_option("--password-file", options.password_file, "A file whose first line is the password");
    command.add_option("--sheet", options.sheet, "The sheet of a workbook, or “all”");
    command.add_flag_callback(
        "--all-sheets", [&options] { options.sheet = "all"; },
        "All sheets of a workbook as one table, with the name of the sheet as its last column");
    command.add_option("--pages", options.pages, "Pages of a PDF, such as 1-3");
    command.add_option(
        "--area", options.area,
        "The part of a PDF's pages with the table: its left, top, right and bottom edge in percent, such "
        "as 10,20,90,95");
    command.add_option("--encoding", options.encoding, "The encoding of a text file, such as windows-1252");
    command.add_option("--delimiter", options.delimiter, "What separates cells, such as ; or tab; none for one column");
    command.add_option("--quote", options.quote, "What encloses cells; none for nothing");
    command.add_option("--escape", options.escape, "What makes the next character ordinary; none for nothing");
    command.add_option("--header-row", options.header_row, "The row with the column names; 0 for none")
        ->check(CLI::NonNegativeNumber);
    command.add_flag("--stored", options.stored, "Stored values of a workbook instead of displayed text");
    command.add_flag("--quiet", options.quiet, "Say nothing but what was asked for");
}
} // namespace cli

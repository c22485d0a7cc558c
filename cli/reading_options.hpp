#pragma once
// The options of every command that reads a file: how it is to be read, where that is not detected.
#include "engine/read/reader.hpp"
#include <optional>
#include <string>

namespace CLI // NOLINT(readability-identifier-naming): the library's name
{
class App;
}

namespace cli
{
struct ReadingOptions {
    std::string file;
    std::optional<std::string> password_file, sheet, pages, area, encoding, delimiter, quote, escape;
    std::optional<int> header_row;
    bool stored = false;
    bool quiet = false;

    engine::ReadOptions read() const; // throws Problem where the password file cannot be read
};

void add_reading_options(CLI::App& command, ReadingOptions& options);
} // namespace cli

#pragma once
// The rows of a file that are about one person, and the file without them.
#include "base/bytes.hpp"
#include "engine/read/reader.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
struct PersonWanted {
    std::string identifier;
    std::vector<std::string> columns; // headers of those that name a person; where none is there, all are looked at
};
BOOST_DESCRIBE_STRUCT(PersonWanted, (), (identifier, columns))

struct PersonRow {
    std::optional<std::string> sheet;
    std::int64_t line = 0;
    std::vector<std::string> header; // empty where no header was found
    std::vector<std::string> cells;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (sheet, line, header, cells))

struct PersonRows {
    std::vector<PersonRow> rows;     // the first `kept_person_rows`
    std::vector<std::int64_t> lines; // of all of them
    bool became_csv = false;         // where the file was written without them
};
BOOST_DESCRIBE_STRUCT(PersonRows, (), (rows, lines, became_csv))
inline constexpr std::size_t kept_person_rows = 200;

// Whether a cell names the person: the same text for people (case, spaces), or the same number but for zeros in front.
bool names_person(std::string_view cell, std::string_view identifier);

// Throws Unreadable.
PersonRows rows_about(const ByteSource& file, const std::string& name, const ReadOptions& options,
                      const PersonWanted& wanted);

// The file with those rows left blank, so that every other row keeps its place: delimited text with a line for each row
// byte by byte; a sheet, a page or any other table as CSV (UTF-8), of the sheet in `options` or else of the first one.
// Says whether it became CSV. Throws Unreadable.
bool write_without(const ByteSource& file, const std::string& name, const ReadOptions& options,
                   const std::vector<std::int64_t>& lines, ByteSink& sink);
} // namespace engine

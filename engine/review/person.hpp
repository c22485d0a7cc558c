#pragma once
// The rows of a file that are about one person, in all its tables, and the file without them.
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
    // Headers of the columns that name a person. In a table that has none of them all columns are looked at.
    std::vector<std::string> columns;
    // What the person is called, where it is known: looked for in rows that are nobody's.
    std::vector<std::string> names;
};
BOOST_DESCRIBE_STRUCT(PersonWanted, (), (identifier, columns, names))

// Which row of a file: lines count within a table.
struct RowPlace {
    std::int64_t table = 1; // of the file's tables, hidden ones too
    std::optional<std::string> sheet;
    std::int64_t line = 0;
    bool operator==(const RowPlace&) const = default;
};
BOOST_DESCRIBE_STRUCT(RowPlace, (), (table, sheet, line))

struct PersonRow {
    RowPlace place;
    std::vector<std::string> header; // empty where no header was found
    std::vector<std::string> cells;
    bool in_passing = false; // a note, a total or a broken row that speaks of the person
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (place, header, cells, in_passing))

struct PersonRows {
    std::vector<PersonRow> rows;       // the first `kept_person_rows`
    std::vector<RowPlace> places;      // of all of them, in order
    std::optional<std::string> became; // the ending of the file without them, where it is of another format: "xlsx"
    // The head of a column, or the name of a sheet, that speaks of the person: it stays, for others stand below it.
    std::optional<std::string> heading;
};
BOOST_DESCRIBE_STRUCT(PersonRows, (), (rows, places, became, heading))
inline constexpr std::size_t kept_person_rows = 200;

// Whether a cell names the person: the same text for people (case, spaces), or the same number but for zeros in front.
bool names_person(std::string_view cell, std::string_view identifier);

// Looks at every table, whichever of them the options choose. Throws Unreadable.
PersonRows rows_about(const ByteSource& file, const std::string& name, const ReadOptions& options,
                      const PersonWanted& wanted);

// The file with those rows left blank, so that every other row keeps its table and its line. A text of one table stays
// as it is but for their bytes; tables of all else become the sheets of a workbook, their cells text as they were read.
// Says the ending of the new format, where there is one. Throws Unreadable.
std::optional<std::string> write_without(const ByteSource& file, const std::string& name, const ReadOptions& options,
                                         const std::vector<RowPlace>& places, ByteSink& sink);
} // namespace engine

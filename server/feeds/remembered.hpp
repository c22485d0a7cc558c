#pragma once
// What people answered once about the files of a source, so that the next one needs no click.
#include "engine/read/reader.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/doubt.hpp"
#include "server/users/user.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace feeds
{
// How a file is to be read; everything unset is detected.
struct ReadAnswers {
    std::optional<std::string> encoding{}, delimiter{}, quote{}, escape{};
    std::optional<std::int64_t> header_row{};  // of the source, from 1; 0 says that there is no header
    std::optional<std::int64_t> header_rows{}; // how many rows the header takes
    std::optional<std::string> sheet{}, pages{};
    std::optional<std::string> area{};   // of a PDF's pages: left, top, right, bottom in percent, "10,20,90,95"
    std::optional<std::int64_t> table{}; // of the file's tables, from 1
};
BOOST_DESCRIBE_STRUCT(ReadAnswers, (),
                      (encoding, delimiter, quote, escape, header_row, header_rows, sheet, pages, area, table))
engine::ReadOptions options_of(const ReadAnswers& answers);

enum class RememberedKind { columns, choices, read };
BOOST_DESCRIBE_ENUM(RememberedKind, columns, choices, read)

// One thing remembered; the member that its kind names is filled.
struct RememberedAnswer {
    std::int64_t id = 0;
    RememberedKind kind = RememberedKind::columns;
    engine::ColumnAnswers columns; // of files with these headers
    engine::Choices choices;
    std::optional<ReadAnswers> read;
    std::optional<users::UserRef> created_by;
    std::string created_at;
};
BOOST_DESCRIBE_STRUCT(RememberedAnswer, (), (id, kind, columns, choices, read, created_by, created_at))

// All of a feed, as a run takes it.
struct SourceMemory {
    std::map<std::string, engine::ColumnAnswers> columns; // by header signature
    engine::Choices choices;
    std::optional<ReadAnswers> read;
};
} // namespace feeds

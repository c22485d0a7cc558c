#pragma once
// What people answered about the file of a run: it takes effect in the run that carries the answers.
#include "engine/read/reader.hpp"
#include "engine/run/table_offer.hpp"
#include "engine/table/doubt.hpp"
#include "server/feeds/remembered.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>

namespace runs
{
// What becomes of the rows that another file for the same period has brought.
enum class SecondFileAnswer { replace, append };
BOOST_DESCRIBE_ENUM(SecondFileAnswer, replace, append)

inline constexpr auto second_file = "second_file"; // the reason of a run that asks for it

struct Answers {
    std::optional<feeds::ReadAnswers> read; // null: as remembered or detected
    engine::ColumnAnswers columns;
    engine::Choices choices;
    std::optional<bool> table_is_right; // of a table found on a page
    std::optional<SecondFileAnswer> second_file{};
};
BOOST_DESCRIBE_STRUCT(Answers, (), (read, columns, choices, table_is_right, second_file))

// With who gave them last.
struct RunAnswers {
    std::optional<feeds::ReadAnswers> read;
    engine::ColumnAnswers columns;
    engine::Choices choices;
    std::optional<users::UserRef> answered_by;
    std::string answered_at;
};
BOOST_DESCRIBE_STRUCT(RunAnswers, (), (read, columns, choices, answered_by, answered_at))

// How a file was read: what was detected, and what else it could be.
struct Reading {
    engine::FileKind kind = engine::FileKind::csv;
    std::optional<std::string> sheet;
    std::int64_t page = 1;
    std::string signature; // of the headers
    std::vector<engine::TableOffer> tables;
    std::vector<engine::Doubt> doubts;
};
BOOST_DESCRIBE_STRUCT(Reading, (), (kind, sheet, page, signature, tables, doubts))

// A person's answer as the API takes it; what is left out stays as it was.
struct NewAnswers {
    std::optional<feeds::ReadAnswers> read{};
    std::optional<engine::ColumnAnswers> columns{};
    std::optional<engine::Choices> choices{};
    std::optional<bool> table_is_right{}; // yes to “Is this the table?”
    std::optional<SecondFileAnswer> second_file{};
    std::optional<std::string> password{}; // of a locked file; never kept for longer than the run needs it
    std::optional<bool> remember{};        // for the next files of this source; not the password
};
BOOST_DESCRIBE_STRUCT(NewAnswers, (), (read, columns, choices, table_is_right, second_file, password, remember))
} // namespace runs

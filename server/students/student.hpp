#pragma once
// What the hub holds about one student, wherever it lies. A student is no user: only files speak of them.
#include "server/departments/department.hpp"
#include "server/feeds/feed_ref.hpp"
#include "server/users/user.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace students
{
enum class PlaceKind {
    upload, // a file as it was sent
    slip,   // a correction sheet that came back
    rows,   // what a run kept of a file without publishing it
    report, // a version of a report
    sample, // a good file that a feed was made from
};
BOOST_DESCRIBE_ENUM(PlaceKind, upload, slip, rows, report, sample)

// A file that holds rows about the student. `id` is of the upload, the slip, the run or the report.
struct StudentPlace {
    PlaceKind kind = PlaceKind::upload;
    std::int64_t id = 0;
    std::string name;
    feeds::FeedRef feed;
    departments::DepartmentRef department;
    std::string period; // "" where the feed has none
    std::string at;
    std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(StudentPlace, (), (kind, id, name, feed, department, period, at, rows))

struct StudentCell {
    std::string column, value;
};
BOOST_DESCRIBE_STRUCT(StudentCell, (), (column, value))

struct StudentRow {
    PlaceKind kind = PlaceKind::upload;
    std::int64_t id = 0;
    std::string name; // of the place
    std::int64_t line = 0;
    std::vector<StudentCell> cells;
};
BOOST_DESCRIBE_STRUCT(StudentRow, (), (kind, id, name, line, cells))

struct NotSearched {
    std::string name, why;
};
BOOST_DESCRIBE_STRUCT(NotSearched, (), (name, why))

struct LegalHold {
    std::int64_t id = 0;
    std::string reason;
    std::optional<users::UserRef> placed_by;
    std::string placed_at;
};
BOOST_DESCRIBE_STRUCT(LegalHold, (), (id, reason, placed_by, placed_at))

struct HeldOnStudent {
    std::string person; // the pseudonym under which the history speaks of the student
    std::int64_t searched = 0;
    std::vector<StudentPlace> places;
    std::vector<StudentRow> rows; // the first `kept_rows`
    std::int64_t findings = 0, corrections = 0;
    std::vector<NotSearched> not_searched;
    std::optional<LegalHold> hold;
};
BOOST_DESCRIBE_STRUCT(HeldOnStudent, (), (person, searched, places, rows, findings, corrections, not_searched, hold))
inline constexpr std::size_t kept_rows = 500;

struct ErasedStudent {
    std::string person;
    std::int64_t files = 0;      // files sent that were written anew without the student
    std::int64_t reports = 0;    // versions of reports that were made anew
    std::int64_t taken_away = 0; // files that could not be made anew and were taken away
    std::int64_t texts = 0;      // names of files, reasons, notes and other texts in which the student was replaced
    std::vector<NotSearched> not_searched;
};
BOOST_DESCRIBE_STRUCT(ErasedStudent, (), (person, files, reports, taken_away, texts, not_searched))
} // namespace students

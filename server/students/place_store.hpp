#pragma once
// Which stored files may speak of a student, and what becomes of the rows that refer to them when one is erased.
#include "engine/review/person.hpp"
#include "engine/standardize/matching.hpp"
#include "server/db/session.hpp"
#include "server/students/student.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace students
{
// A stored file with what is known about reading it.
struct Searchable {
    PlaceKind kind = PlaceKind::upload;
    std::int64_t id = 0;
    std::string name;
    feeds::FeedRef feed;
    departments::DepartmentRef department;
    std::string period;
    std::string at;
    std::string sha256;
    std::optional<std::int64_t> run_id;       // which read it last, made it, or that it is for
    std::optional<std::string> contract_text; // of that run
    std::vector<engine::MappedColumn> mapping;
};
BOOST_DESCRIBE_STRUCT(Searchable, (),
                      (kind, id, name, feed, department, period, at, sha256, run_id, contract_text, mapping))

std::vector<Searchable> files_sent(db::Session& db);
std::vector<Searchable> slips(db::Session& db);
std::vector<Searchable> samples(db::Session& db); // also those that no feed has been made from yet
// The rows of reports, and those that runs kept: as CSV.
std::vector<Searchable> rows_made(db::Session& db);

struct Mentions {
    std::int64_t findings = 0, corrections = 0;
};
// Findings about a value that is the identifier, and corrections from or to it.
Mentions mentions_of(db::Session& db, const std::string& identifier);

struct RunState {
    std::int64_t id = 0;
    std::string state;
};
BOOST_DESCRIBE_STRUCT(RunState, (), (id, state))
std::vector<RunState> runs_over(db::Session& db, std::int64_t upload_id); // oldest first

struct NewFile {
    std::string name, sha256, key;
    std::int64_t bytes = 0;
};
// Of the same upload, locked until the transaction ends: no worker takes one of them meanwhile.
std::vector<RunState> lock_runs_over(db::Session& db, std::int64_t upload_id);
// Whether a run of the feed has a worker, or, with `waiting_too`, waits for one.
bool is_worked_on(db::Session& db, std::int64_t feed_id, bool waiting_too);
// False where it is no longer the file whose hash was `before`.
bool replace_upload(db::Session& db, std::int64_t upload_id, const std::string& before, const NewFile& file);
void rename_upload(db::Session& db, std::int64_t upload_id, const std::string& name);
// Corrections of these rows or with the identifier; the identifier in what was said about the runs; checkpoints.
void forget_in_runs(db::Session& db, const std::vector<RunState>& runs, const std::vector<engine::RowPlace>& rows,
                    const std::string& identifier);
void forget_slip(db::Session& db, std::int64_t slip_id);
void forget_sample(db::Session& db, std::int64_t sample_id);
// Findings, results and kept files of a run: its rows, as far as they are not of a report.
void forget_results(db::Session& db, std::int64_t run_id, const std::string& identifier);
void forget_checkpoints(db::Session& db, std::int64_t run_id);
} // namespace students

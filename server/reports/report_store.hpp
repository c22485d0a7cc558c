#pragma once
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/reports/report.hpp"
#include "server/users/scope.hpp"
#include <optional>
#include <string>
#include <vector>

namespace reports
{
struct ReportFilter {
    std::optional<std::int64_t> department_id{}, feed_id{};
    std::optional<std::string> period{};
    bool latest = false; // only the newest version of each
    std::optional<std::string> search{};
};
// Orderings: -id (default).
Result<db::Page<Report>> list(db::Session& db, const users::Scope& scope, const ReportFilter& filter,
                              const db::PageQuery& wanted);
std::optional<Report> find(db::Session& db, const users::Scope& scope, std::int64_t id);
std::optional<Report> find_of_run(db::Session& db, std::int64_t run_id);
std::vector<engine::OutputColumn> columns_of(db::Session& db, std::int64_t id);

std::string report_key(const std::string& feed_key, const std::string& period);
// The rows (hash of passed.csv or clean.csv) that were published last: for this period, or for the one before it that
// has a report; of a snapshot feed, whose every file is the whole truth, for whichever of them is the later.
enum class Which { same_period, earlier_period, latest };
std::optional<std::string> last_rows(db::Session& db, std::int64_t feed_id, const std::string& period, Which which);
// The clean.csv of the version in force, as it was published.
std::optional<std::string> csv_in_force(db::Session& db, std::int64_t feed_id, const std::string& period);
std::optional<std::string> rows_of_run(db::Session& db, std::int64_t run_id);
// Those of the version right before that one.
std::optional<std::string> rows_before(db::Session& db, const std::string& report_key, std::int64_t version);
// The version in force; nothing where there is none yet.
std::optional<ReportRef> in_force(db::Session& db, std::int64_t feed_id, const std::string& period);

// A published version of the same feed and period that came from a file with other content: the newest one.
struct OtherFile {
    std::int64_t version = 0, rows = 0;
    std::string file_name, sender, accepted_at;
};
BOOST_DESCRIBE_STRUCT(OtherFile, (), (version, rows, file_name, sender, accepted_at))
std::optional<OtherFile> other_file(db::Session& db, std::int64_t feed_id, const std::string& period,
                                    const std::string& sha256);

// What other feeds refer to: the last version for the same period, else the last one at all.
std::optional<std::string> last_clean_csv_of(db::Session& db, const std::string& feed_key, const std::string& period);

struct NewReport {
    std::int64_t run_id = 0;
    feeds::FeedRef feed;
    std::int64_t department_id = 0;
    std::string period;
    std::string title;
    std::vector<engine::OutputColumn> columns;
    std::int64_t rows = 0;
    std::int64_t held_back = 0;
    std::optional<std::string> note;
    std::vector<ReportFile> files; // file_name is given by the store
    std::optional<engine::Changes> changes{};
    std::int64_t kept = 0;
    std::optional<std::string> reason{};
    std::optional<std::int64_t> restored_from{};
};
// Takes the next version number of its key; the caller's transaction ends the run as well. A run publishes once: the
// second time breaks a constraint.
Report insert(db::Session& db, const NewReport& report);
// A restored version as the one that it equals is now: after a student was erased from that.
void restore_again(db::Session& db, const Report& restored);
// The same version with other files: after a student was erased from it. Formats that are not among them go.
void replace_files(db::Session& db, std::int64_t id, std::int64_t rows, std::int64_t held_back,
                   const std::vector<ReportFile>& files);
} // namespace reports

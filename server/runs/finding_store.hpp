#pragma once
// What the engine found in a file, and the files it made beside the report.
#include "base/result.hpp"
#include "engine/repair/known_error.hpp"
#include "engine/run/prepared.hpp"
#include "server/db/page.hpp"
#include "server/users/scope.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runs
{
struct FindingFilter {
    std::optional<engine::Severity> severity{};
    std::optional<std::string> rule{}, column{};
};
// In the order of the file. The caller has found the run in its scope.
Result<db::Page<engine::Finding>> list_findings(db::Session& db, std::int64_t run_id, const FindingFilter& filter,
                                                const db::PageQuery& wanted);

// Replaces what an earlier attempt wrote.
void save_results(db::Session& db, std::int64_t run_id, const engine::Prepared& prepared,
                  const std::vector<engine::KnownErrorMatch>& known_errors = {});

bool has_results(db::Session& db, std::int64_t run_id);
// The numbers of rows of a run that has ended, made anew.
void save_counts(db::Session& db, std::int64_t run_id, std::int64_t rows_in, std::int64_t rows_published,
                 std::int64_t held_back);

struct RunColumns {
    std::vector<engine::ColumnSummary> columns;
};
BOOST_DESCRIBE_STRUCT(RunColumns, (), (columns))
void save_columns(db::Session& db, std::int64_t run_id, const std::vector<engine::ColumnSummary>& columns);
RunColumns columns_of(db::Session& db, std::int64_t run_id); // none before the run has been checked

struct StoredFile {
    std::string name;
    std::string sha256;
    std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(StoredFile, (), (name, sha256, bytes))
void save_files(db::Session& db, std::int64_t run_id, const std::vector<StoredFile>& files);
void forget_files(db::Session& db, std::int64_t run_id);
std::optional<StoredFile> find_file(db::Session& db, const users::Scope& scope, std::int64_t run_id,
                                    std::string_view name);
} // namespace runs

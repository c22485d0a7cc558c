#pragma once
// An immutable version of a published report; corrected by a new version, never in place.
#include "engine/publish/output.hpp"
#include "engine/validate/comparison.hpp"
#include "server/departments/department.hpp"
#include "server/feeds/feed_ref.hpp"
#include "server/reports/report_ref.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

namespace reports
{
enum class ReportFormat { csv, excel_csv, pdf, xlsx, parquet };
BOOST_DESCRIBE_ENUM(ReportFormat, csv, excel_csv, pdf, xlsx, parquet)

struct ReportFile {
    ReportFormat format = ReportFormat::csv;
    std::int64_t bytes = 0;
    std::string sha256;
    std::string file_name;
};
BOOST_DESCRIBE_STRUCT(ReportFile, (), (format, bytes, sha256, file_name))

struct Report {
    std::int64_t id = 0;
    std::string report_key; // feed and period
    std::int64_t version = 0;
    std::string title;
    feeds::FeedRef feed;
    departments::DepartmentRef department;
    std::string period; // "" where the feed has none
    std::int64_t run_id = 0;
    std::int64_t rows = 0;
    std::int64_t held_back = 0;
    std::string created_at;
    std::vector<ReportFile> files;
    std::optional<std::int64_t> superseded_by; // the id of the newest version, where this is not it
    std::optional<std::string> note;
    std::optional<engine::Changes> changes;    // against the version that it replaced
    std::int64_t kept = 0;                     // rows of that version which stay, though the file has them no more
    std::optional<std::string> reason;         // why a person let it through, or restored it
    std::optional<std::int64_t> restored_from; // the version that it equals
};
BOOST_DESCRIBE_STRUCT(Report, (),
                      (id, report_key, version, title, feed, department, period, run_id, rows, held_back, created_at,
                       files, superseded_by, note, changes, kept, reason, restored_from))

struct ReportRows {
    using HoldsRowValues = void;
    // What names somebody, for `masking` (runs::Masking).
    template <class Masking> void hide_from(const Masking& masking)
    {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (masking.opens_output(columns[i].name)) continue;
            for (auto& row : rows)
                if (i < row.size() && row[i]) row[i] = Masking::mask;
        }
    }

    std::vector<engine::OutputColumn> columns;
    std::vector<std::vector<std::optional<std::string>>> rows;
    std::optional<std::string> next_cursor;
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(ReportRows, (), (columns, rows, next_cursor, total))
} // namespace reports

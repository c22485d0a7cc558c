#pragma once
// Where a published row comes from, and which report a file is.
#include "server/reports/report.hpp"
#include "server/users/user.hpp"

namespace reports
{
struct OriginCell {
    std::string column, title;
    std::optional<std::string> value;
};
BOOST_DESCRIBE_STRUCT(OriginCell, (), (column, title, value))

// The row in the file as it was sent.
struct OriginPlace {
    std::string file_name;
    std::int64_t upload_id = 0;
    std::optional<std::string> sheet;
    std::int64_t line = 0; // as Excel or an editor shows it
    std::string sent_at, sent_by;
    std::int64_t run_id = 0;
};
BOOST_DESCRIBE_STRUCT(OriginPlace, (), (file_name, upload_id, sheet, line, sent_at, sent_by, run_id))

// rules: by the cleaning steps of the file rules. repair: of a known error of format. correction: by a person.
enum class OriginKind { rules, repair, correction };
BOOST_DESCRIBE_ENUM(OriginKind, rules, repair, correction)

struct OriginChange {
    OriginKind kind = OriginKind::rules;
    std::string column, title;
    std::optional<std::string> from, to;
    std::string words;
    std::optional<std::string> by, at, reason; // of a correction
};
BOOST_DESCRIBE_STRUCT(OriginChange, (), (kind, column, title, from, to, words, by, at, reason))

struct RowApproval {
    std::string by, at, reason;
};
BOOST_DESCRIBE_STRUCT(RowApproval, (), (by, at, reason))

struct RowOrigin {
    using HoldsRowValues = void;
    template <class Masking> void hide_from(const Masking& masking)
    {
        for (auto& cell : cells)
            if (cell.value && !masking.opens_output(cell.column)) cell.value = Masking::mask;
        for (auto& change : changes) {
            if (masking.opens(change.column)) continue;
            for (auto* text : {&change.from, &change.to, &change.reason})
                if (*text) *text = Masking::mask;
            if (change.kind == OriginKind::repair) change.words = "An error of the file's format was repaired.";
        }
    }

    ReportRef report;
    std::int64_t number = 0; // of the row in the report, from 1
    std::vector<OriginCell> cells;
    std::string words; // in a sentence
    std::optional<OriginPlace> place;
    std::vector<OriginChange> changes;
    std::optional<RowApproval> approved;
    std::int64_t feed_id = 0, rules_version = 0;
    std::string published_at;
};
BOOST_DESCRIBE_STRUCT(RowOrigin, (),
                      (report, number, cells, words, place, changes, approved, feed_id, rules_version, published_at))

enum class PublishedState { newest, superseded, withdrawn };
BOOST_DESCRIBE_ENUM(PublishedState, newest, superseded, withdrawn)

// A file that this hub has published.
struct KnownFile {
    std::int64_t report_id = 0;
    std::string title, department, period;
    std::int64_t version = 0;
    ReportFormat format{};
    std::optional<std::string> part; // of the report
    std::string file_name;
    std::int64_t bytes = 0;
    std::string published_at;
    PublishedState state{};
    std::optional<std::int64_t> newest_id, newest_version; // where it is superseded
};
BOOST_DESCRIBE_STRUCT(KnownFile, (),
                      (report_id, title, department, period, version, format, part, file_name, bytes, published_at,
                       state, newest_id, newest_version))
} // namespace reports

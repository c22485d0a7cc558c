#pragma once
// What the engine is asked to do: a file, its rules, what people answered and corrected; and where its outputs go.
#include "base/bytes.hpp"
#include "engine/read/reader.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/doubt.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine
{
// A person's correction. `column` is the contract's field name; `from` guards against a stale fix; `to` null clears the
// cell. `exclude` takes the whole row out (ignored) with its reason. Line 0: every cell of the column that is `from`.
struct Fix {
    std::int64_t line = 0;
    std::optional<std::string> sheet;
    bool exclude = false;
    std::optional<std::string> column, from, to;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(Fix, (), (line, sheet, exclude, column, from, to, reason))

// What a report says about where it comes from. Values derive from the upload and the run, never from the clock.
struct ReportContext {
    std::string school, department, period, language = "en-GB";
    std::string accent{};             // "#4338ca"; empty: the writer's own
    const ByteSource* logo = nullptr; // a PNG or JPEG picture
    std::vector<std::pair<std::string, std::string>> provenance;
};

struct Job {
    std::string file_name;
    const ByteSource* file = nullptr;
    const ByteSource* pages = nullptr; // of a PDF: what batchops-pdf found in it, which is read instead
    std::string contract_text;         // YAML or JSON
    std::string contract_name;         // for messages: "attendance.yaml"
    ReadOptions read;                  // wins over the contract's `read`
    std::vector<Fix> fixes;
    ColumnAnswers columns;                           // a person's answers for this file
    std::map<std::string, ColumnAnswers> remembered; // answers for earlier files of the source, by header signature
    // Whether a person is asked if the table found on a page is the right one, unless its headers are in `remembered`.
    bool ask_layout = false;
    Choices choices;                   // a person's answers to doubts
    std::vector<std::string> approved; // limits a person let through: bad_rows, gone, changed, history
    std::map<std::string, const ByteSource*> references; // feed → its file (foreign keys, transform)
    const ByteSource* previous = nullptr;                // the rows of the last version of the same feed and period
    const ByteSource* history = nullptr; // without a previous one: that of another period; only counts are compared
    bool keep_earlier = false; // rows of `previous` whose key no row that passes has are published beside those of this
    const ByteSource* published = nullptr; // the clean.csv of the version before: what it hid stays hidden
    std::optional<std::string> period;     // the file should be for this one: 2026-W47, 2026-11
    std::optional<std::string> today;      // ISO 8601; doubts alone look at it, never a value
    const ByteSource* earlier = nullptr;   // the last file of the feed, as it was sent
    ReportContext context;
    std::string spill; // a folder for what SQL cannot hold in memory, of this job alone; empty: there is none
};

// Where outputs go, by their fixed names: findings.json, held.json, changes.json (VersionChanges, where there is a
// previous version), slip.xlsx; the rows that passed in clean.csv, or, where clean.csv publishes others, in
// passed.csv; report.pdf, clean.xlsx, clean-excel.csv. Returns null where the caller does not want one. The caller
// throws the rows away when the verdict is not `publish`. An output that is asked for once more begins anew: the file
// was read again.
using OpenOutput = std::function<ByteSink*(std::string_view name)>;
} // namespace engine

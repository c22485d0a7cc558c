#pragma once
// What the parent asks of a child in engine mode (`batchops engine-child`), and what the child answers.
//
// Descriptors of the child: 0 nothing, 1 event lines (JSON, one per line), 2 log, 3 this job as JSON, 4 … the files
// named in it. The child opens no file by path but fonts, libduckdb.so and, in `scratch`, temporary ones.
#include "confine/lock_down.hpp"
#include "engine/review/person.hpp"
#include "engine/run/job.hpp"
#include "engine/run/prepared.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace confine
{
BOOST_DESCRIBE_STRUCT(Limits, (), (memory_bytes, cpu_seconds, file_bytes, descriptors))
}

namespace sandbox
{
using confine::Limits; // the child sets them itself before it looks at the input

enum class EngineStep {
    prepare,
    preview,
    publish,
    process,
    merge_slip,
    compare,
    picture,
    extract,
    report,
    infer,
    try_rules,
    person,
    calendar
};
BOOST_DESCRIBE_ENUM(EngineStep, prepare, preview, publish, process, merge_slip, compare, picture, extract, report,
                    infer, try_rules, person, calendar)

// infer: a file beside the first one.
struct NamedFile {
    std::string name;
    int file = -1;
};
BOOST_DESCRIBE_STRUCT(NamedFile, (), (name, file))

struct ProvenanceLine {
    std::string label, text;
};
BOOST_DESCRIBE_STRUCT(ProvenanceLine, (), (label, text))

// engine::ReportContext on the wire.
struct ChildContext {
    std::string school, department, period, language = "en-GB";
    std::string accent{};
    std::optional<int> logo{};
    std::vector<ProvenanceLine> provenance;
};
BOOST_DESCRIBE_STRUCT(ChildContext, (), (school, department, period, language, accent, logo, provenance))

// Numbers are descriptors: the parent's own in an EngineCall, renumbered on their way to the child. Outputs must be
// open for reading too where the step reads them again (the rows that pass, in `process`).
struct ChildJob {
    EngineStep step = EngineStep::prepare;
    std::string file_name;
    int file = -1;
    std::optional<int> pages;          // of a PDF: what batchops-pdf found in it
    std::vector<NamedFile> more_files; // infer
    std::string contract_text, contract_name;
    std::optional<std::string> contract_before; // try_rules: what contract_text is compared with
    engine::ReadOptions read;
    std::vector<engine::Fix> fixes;
    engine::ColumnAnswers columns;
    std::map<std::string, engine::ColumnAnswers> remembered;
    engine::Choices choices;
    bool ask_layout = false;
    std::vector<std::string> approved;
    std::map<std::string, int> references;                             // feed → its file
    std::map<std::string, std::vector<std::string>> reference_columns; // feed → all that is read of it
    std::optional<int> earlier;               // the last file of the feed as it was sent, for known errors
    std::optional<std::string> period;        // that the file should be for: 2026-W48
    std::optional<std::string> today;         // ISO 8601
    std::optional<int> previous;              // the rows of the last version of the same feed and period
    std::optional<int> history;               // that of another period, where there is no previous
    std::optional<int> published;             // the clean.csv of the version before: what it hid stays hidden
    bool keep_earlier = false;                // rows of `previous` that the file does not have stay
    std::optional<engine::Prepared> prepared; // publish: what prepare answered
    std::optional<int> clean;                 // publish: the rows that prepare let pass; compare: the later version
    std::optional<int> slip;                  // merge_slip: the correction sheet that came back
    std::string slip_name;
    std::map<std::string, int> outputs; // by name (engine/process.hpp), and known-errors.json; what is absent is not
                                        // written. compare: "changes.json"; picture: "logo.png"; extract: "tables" and
                                        // "places" of cells on pages; report: "report.pdf"; infer: "contract.yaml",
                                        // "schema.json", "notices.json"; person: "without", the file without its rows
    ChildContext context;
    std::optional<engine::PersonWanted> person; // person
    std::string title;                          // report: the title
    bool as_csv = false;                        // extract: CSV text instead of JSON
    std::string scratch; // a folder for temporary files where the step needs one; run_engine makes it
    Limits limits;
};
BOOST_DESCRIBE_STRUCT(ChildJob, (),
                      (step, file_name, file, pages, more_files, contract_text, contract_name, contract_before, read,
                       fixes, columns, remembered, choices, ask_layout, approved, references, reference_columns,
                       earlier, period, today, previous, history, published, keep_earlier, prepared, clean, slip,
                       slip_name, outputs, context, person, title, as_csv, scratch, limits))

// Whether libduckdb.so and a scratch folder must be at hand. By the text alone: the contract is read only once file
// access is given up.
inline bool may_run_sql(const ChildJob& job)
{
    auto may = [](const std::string& text) { return text.contains("transform") || text.contains("parquet"); };
    return may(job.contract_text) || may(job.contract_before.value_or(""));
}

struct UnreadableAnswer {
    std::string code, message;
};
BOOST_DESCRIBE_STRUCT(UnreadableAnswer, (), (code, message))
} // namespace sandbox

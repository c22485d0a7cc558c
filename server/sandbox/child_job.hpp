#pragma once
// What the parent asks of a child in engine mode (`batchops engine-child`), and what the child answers.
//
// Descriptors of the child: 0 nothing, 1 event lines (JSON, one per line), 2 log, 3 this job as JSON, 4 … the files
// named in it. The child opens no file by path but fonts and, in `scratch`, temporary ones.
#include "confine/lock_down.hpp"
#include "engine/process.hpp"
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

enum class EngineStep { prepare, publish, process, extract, report };
BOOST_DESCRIBE_ENUM(EngineStep, prepare, publish, process, extract, report)

struct ProvenanceLine {
    std::string label, text;
};
BOOST_DESCRIBE_STRUCT(ProvenanceLine, (), (label, text))

// engine::ReportContext on the wire.
struct ChildContext {
    std::string school, department, period, language = "en-GB";
    std::vector<ProvenanceLine> provenance;
};
BOOST_DESCRIBE_STRUCT(ChildContext, (), (school, department, period, language, provenance))

// Numbers are descriptors: the parent's own in an EngineCall, renumbered on their way to the child. Outputs must be
// open for reading too where the step reads them again (clean.csv of `process`).
struct ChildJob {
    EngineStep step = EngineStep::prepare;
    std::string file_name;
    int file = -1;
    std::optional<int> pages; // of a PDF: what batchops-pdf found in it
    std::string contract_text, contract_name;
    engine::ReadOptions read;
    std::vector<engine::Fix> fixes;
    std::map<std::string, std::string> columns; // a person's answers: header → field
    std::vector<std::string> approved;
    std::map<std::string, int> references;    // feed → its file
    std::optional<int> previous;              // last published clean.csv of the same feed and period
    std::optional<engine::Prepared> prepared; // publish: what prepare answered
    std::optional<int> clean;                 // publish: the clean.csv that prepare wrote
    std::map<std::string, int>
        outputs; // clean.csv, findings.json, slip.xlsx, report.pdf, clean.xlsx; what is
                 // absent is not written. extract: "tables" and "places" of cells on pages; report: "report.pdf"
    ChildContext context;
    std::string title;   // report: the title
    bool as_csv = false; // extract: CSV text instead of JSON
    std::string scratch; // a folder of its own, empty where the step writes no workbook; run_engine makes it
    Limits limits;
};
BOOST_DESCRIBE_STRUCT(ChildJob, (),
                      (step, file_name, file, pages, contract_text, contract_name, read, fixes, columns, approved,
                       references, previous, prepared, clean, outputs, context, title, as_csv, scratch, limits))

struct UnreadableAnswer {
    std::string code, message;
};
BOOST_DESCRIBE_STRUCT(UnreadableAnswer, (), (code, message))
} // namespace sandbox

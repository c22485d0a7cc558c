#pragma once
// Descriptors for the engine's child: stored files to read, scratch files to write.
#include "server/pipeline/work.hpp"
#include "server/sandbox/descriptor.hpp"
#include <deque>

namespace pipeline
{
class OpenFiles
{
public:
    explicit OpenFiles(const Work& work) : work_(work) {}
    int upload(const std::string& sha256);
    int exported(const std::string& sha256);
    int output(const std::string& name); // a fresh file in the scratch folder

private:
    const Work& work_;
    std::deque<sandbox::Descriptor> open_;
};

// What the engine is asked for a run, without outputs: as `prepare` has it.
sandbox::ChildJob prepare_job(const Work& work, OpenFiles& files, bool with_remembered_reading = true);

// What it is asked to publish, with outputs for every kind of report.
sandbox::ChildJob publish_job(const Work& work, OpenFiles& files, const runs::StoredFile& rows);

// Moves an output into storage; nothing where the engine left it empty.
std::optional<storage::Stored> keep_output(Work& work, const std::string& name);
// Moves what `publish` made into storage and lists it in the work.
void keep_report_files(Work& work);

// What a report says about where it comes from: derived from the upload, never from the clock or the run's number, so
// that the same file gives the same bytes.
sandbox::ChildContext report_context(const Work& work);
} // namespace pipeline

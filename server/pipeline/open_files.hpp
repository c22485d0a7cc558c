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
    std::vector<std::shared_ptr<const storage::OpenObject>> stored_;
    std::deque<sandbox::Descriptor> outputs_;
};

// What the engine is asked for a run, without outputs: as `prepare` has it.
sandbox::ChildJob prepare_job(const Work& work, OpenFiles& files, bool with_remembered_reading = true);

// What it is asked to publish, with outputs for every kind of report.
sandbox::ChildJob publish_job(const Work& work, OpenFiles& files, const runs::StoredFile& rows);

// Moves outputs into storage, but for those that the engine left empty.
std::vector<runs::StoredFile> keep_outputs(const Work& work, std::vector<std::string> names);
// For the transaction that refers to the files of the run and its report. Throws Lost where one has gone meanwhile.
void keep_files(const Work& work, db::Session& db);
// Moves what `publish` made into storage and lists it in the work.
void keep_report_files(Work& work);

// What a report says about where it comes from: derived from the upload, never from the clock or the run's number, so
// that the same file gives the same bytes.
sandbox::ChildContext report_context(const Work& work);
} // namespace pipeline

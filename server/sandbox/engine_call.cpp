#include "server/sandbox/engine_call.hpp"
#include "base/bytes.hpp"
#include "base/json.hpp"
#include "server/sandbox/child.hpp"
#include "server/sandbox/descriptor.hpp"
#include "server/sandbox/events.hpp"
#include "server/sandbox/inputs.hpp"
#include "server/sandbox/judge.hpp"
#include "server/sandbox/pdf_pages.hpp"
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <unistd.h>

namespace sandbox
{
namespace
{
namespace fs = std::filesystem;
constexpr int first_file = 4; // after the job on 3

// Gives every descriptor of the job its number in the child, in the order of `descriptors`.
std::vector<int> renumber(ChildJob& job)
{
    std::vector<int> descriptors;
    auto move = [&](int& number) {
        descriptors.push_back(number);
        number = first_file + static_cast<int>(descriptors.size()) - 1;
    };
    each_input(job, move);
    for (auto& [name, number] : job.outputs) move(number);
    return descriptors;
}

Descriptor written_job(const ChildJob& job)
{
    auto file = anonymous_file("job");
    FileSink sink(file.number());
    sink.write(json::serialize(json::encode(job)));
    sink.flush();
    lseek(file.number(), 0, SEEK_SET);
    return file;
}

// A folder for the temporary files of one child.
class Scratch
{
public:
    explicit Scratch(const std::filesystem::path& below)
    {
        auto pattern = ((below.empty() ? fs::temp_directory_path() : below) / "batchops-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw std::system_error(errno, std::generic_category(), pattern);
        path_ = pattern;
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

// Workbooks, SQL and the keys of very many rows need room on disk.
bool needs_scratch(const ChildJob& job)
{
    auto is_workbook = [](const auto& output) { return output.first.ends_with(".xlsx") || output.first == "without"; };
    return std::ranges::any_of(job.outputs, is_workbook) || may_run_sql(job) || !job.contract_text.empty();
}

bool has_answer(const Outcome& outcome)
{
    return outcome.prepared || outcome.preview || outcome.trial || outcome.published || outcome.merged ||
           outcome.person || outcome.calendar || outcome.unreadable || !outcome.bad_contract.empty() || outcome.done;
}
} // namespace

Outcome run_engine(const EngineCall& call, const engine::Watcher& watcher)
{
    auto job = call.job;
    PdfPages pages;
    if (job.step != EngineStep::publish && is_pdf(job.file)) {
        pages = read_pdf_pages({.file_name = job.file_name,
                                .file = job.file,
                                .read = job.read,
                                .limits = job.limits,
                                .deadline = call.deadline,
                                .stop = call.stop});
        if (!pages.outcome.answered() || pages.outcome.unreadable) return pages.outcome;
        job.pages = pages.answer.number();
    }
    auto descriptors = renumber(job);
    std::optional<Scratch> scratch;
    if (needs_scratch(job)) job.scratch = scratch.emplace(call.temporary).path();
    auto job_file = written_job(job);
    descriptors.insert(descriptors.begin(), job_file.number());

    Outcome outcome;
    Command command;
    command.binary = call.binary;
    command.arguments = call.arguments;
    command.descriptors = std::move(descriptors);
    command.deadline = call.deadline;
    command.stop = call.stop;
    command.on_line = [&](std::string_view line) { hear(line, watcher, outcome); };
    auto ended = run_child(command);
    judge({call.job.file_name, call.job.limits, call.deadline}, ended, has_answer(outcome), outcome);
    outcome.cpu_seconds += pages.outcome.cpu_seconds;
    outcome.peak_bytes = std::max(outcome.peak_bytes, pages.outcome.peak_bytes);
    return outcome;
}
} // namespace sandbox

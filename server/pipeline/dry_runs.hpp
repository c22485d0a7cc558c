#pragma once
#include "server/pipeline/questions.hpp"
#include "server/runs/dry_runs.hpp"

namespace pipeline
{
class DryRuns final : public runs::DryRuns
{
public:
    explicit DryRuns(Context& context) : context_(context) {}

    Result<runs::CheckedRows> rows_to_fix(std::int64_t run_id, const std::stop_token& unwanted) override;
    Result<runs::Answered> answered(std::int64_t run_id, const runs::NewAnswers& answers,
                                    const std::stop_token& unwanted) override;
    Result<engine::SlipMerge> merge_slip(std::int64_t run_id, const std::string& slip_sha256,
                                         const std::string& slip_name, const std::stop_token& unwanted) override;

    Result<std::optional<runs::FoundRow>> row_in_file(std::int64_t run_id, const std::vector<runs::KeyCell>& cells,
                                                      const std::stop_token& unwanted) override;
    Result<engine::VersionChanges> compare(const std::string& contract, const std::string& before,
                                           const std::string& now, const std::stop_token& unwanted) override;

private:
    Result<sandbox::Outcome> ask(sandbox::ChildJob job, const std::stop_token& unwanted);

    Context& context_;
    Questions questions_{context_, 2};
};
} // namespace pipeline

#include "server/pipeline/open_files.hpp"
#include "server/pipeline/parts.hpp"
#include "server/pipeline/publication.hpp"
#include "server/pipeline/stages.hpp"

namespace pipeline
{
Outcome publish(Work& work)
{
    const auto* rows = work.file(work.prepared.rows_file);
    if (!rows) throw std::runtime_error("the verdict is publish, but there is no " + work.prepared.rows_file);
    OpenFiles open(work);
    auto answer = work.run_engine(publish_job(work, open, *rows));
    if (!answer.bad_contract.empty()) return Fail{contract_reason(answer)};
    if (!answer.published) return Fail{reason_of(answer)};
    work.published = std::move(*answer.published);
    keep_report_files(work);
    commit_publication(work, make_parts(work));
    return Advance{};
}
} // namespace pipeline

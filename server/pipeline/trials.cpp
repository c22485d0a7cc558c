#include "server/pipeline/trials.hpp"
#include "base/json_text.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/incidents/self_repair_store.hpp"
#include "server/pipeline/open_files.hpp"
#include "server/pipeline/stages.hpp"
#include "server/sandbox/pdf_pages.hpp"
#include "server/storage/storage.hpp"

namespace pipeline
{
namespace
{
// The run of the file as it came, under other rules.
Work as_it_came(Context& context, std::int64_t run_id, const std::string& text)
{
    return context.database.read([&](db::Session& db) {
        Work work{context, runs::input_of(db, run_id)};
        work.claim.contract_text = text;
        work.claim.approved.clear();
        work.contract = engine::parse_contract(text, work.claim.feed.key);
        gather(work, db);
        incidents::ask_first(db, work.memory.choices);
        work.fixes.clear();
        return work;
    });
}
} // namespace

Result<engine::Trial> Trials::try_one(const feeds::StoredOne& file, const std::string& text,
                                      const std::optional<std::string>& before, const std::stop_token& unwanted)
{
    auto ask = [&](sandbox::ChildJob job) -> Result<engine::Trial> {
        job.step = sandbox::EngineStep::try_rules;
        job.contract_before = before;
        job.ask_layout = false; // what is asked of a person is not asked of a trial
        auto outcome = questions_.ask(std::move(job), unwanted);
        if (!outcome) return std::unexpected(outcome.error());
        if (!outcome->bad_contract.empty()) throw engine::ContractErrors("file rules", outcome->bad_contract);
        return std::move(outcome->trial.value());
    };
    if (file.run_id) {
        auto work = as_it_came(context_, *file.run_id, text);
        OpenFiles files(work);
        return ask(prepare_job(work, files));
    }
    auto stored = context_.storage.open(storage::Kind::upload, file.sha256);
    sandbox::ChildJob job;
    job.file_name = file.file_name;
    job.file = stored->descriptor();
    job.contract_text = text;
    job.contract_name = "file rules";
    return ask(std::move(job));
}

std::vector<feeds::TriedFile> Trials::try_rules(std::int64_t feed_id, const std::string& text,
                                                const std::optional<std::string>& before, std::size_t most,
                                                const std::stop_token& unwanted)
{
    auto files = context_.database.read([&](db::Session& db) { return feeds::last_files(db, feed_id, most); });
    std::vector<feeds::TriedFile> tried;
    for (const auto& file : files) {
        if (unwanted.stop_requested()) break;
        feeds::TriedFile one{file.run_id, file.file_name, file.sent_at, {}, {}};
        try {
            if (auto trial = try_one(file, text, before, unwanted))
                one.trial = std::move(*trial);
            else
                one.problem = trial.error().message;
        } catch (const storage::Lost&) {
            one.problem = "The stored file is missing or has changed on the disk of the hub. Tell an admin.";
        }
        tried.push_back(std::move(one));
    }
    return tried;
}

Result<feeds::InferredRules> Trials::infer(const std::vector<feeds::Sample>& files, const std::stop_token& unwanted)
{
    std::vector<std::shared_ptr<const storage::OpenObject>> open;
    for (const auto& file : files) {
        open.push_back(context_.storage.open(storage::Kind::upload, file.sha256));
        if (files.size() > 1 && sandbox::is_pdf(open.back()->descriptor()))
            return refuse(Why::invalid, "“" + file.file_name +
                                            "” is a PDF. Begin with one PDF alone; more of them can be sent once the "
                                            "rules are in force.");
    }
    auto answer = sandbox::anonymous_file("contract.yaml"), said = sandbox::anonymous_file("notices.json");
    sandbox::ChildJob job;
    job.step = sandbox::EngineStep::infer;
    job.file_name = files.front().file_name;
    job.file = open.front()->descriptor();
    for (std::size_t i = 1; i < files.size(); ++i)
        job.more_files.push_back({files[i].file_name, open[i]->descriptor()});
    job.outputs = {{"contract.yaml", answer.number()}, {"notices.json", said.number()}};
    auto outcome = questions_.ask(std::move(job), unwanted);
    if (!outcome) return std::unexpected(outcome.error());
    feeds::InferredRules rules{read_all(FileSource(answer.number())), {}};
    rules.notices = json::from_text<decltype(rules.notices)>(read_all(FileSource(said.number())));
    return rules;
}
} // namespace pipeline

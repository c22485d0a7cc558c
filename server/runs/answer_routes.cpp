#include "server/runs/answer_routes.hpp"
#include "base/sealing.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/feeds/remembered_store.hpp"
#include "server/runs/announce.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/masking.hpp"
#include "server/runs/run_store.hpp"
#include "server/sandbox/descriptor.hpp"
#include "server/sandbox/engine_call.hpp"
#include "server/storage/storage.hpp"
#include "server/uploads/upload_store.hpp"
#include "server/users/caller.hpp"
#include <fmt/format.h>

namespace runs
{
namespace may = http::may;

namespace
{
constexpr std::chrono::seconds preview_deadline{15}; // somebody looks at a spinner

void require_fitting(const NewAnswers& answers)
{
    if (auto errors = errors_in(answers); !errors.empty()) throw http::Stop(http::invalid(errors, false));
}

std::string choice_in_words(const std::vector<engine::Doubt>& doubts, const std::string& id, const std::string& choice)
{
    for (const auto& doubt : doubts)
        for (const auto& one : doubt.alternatives)
            if (doubt.id() == id && one.answer == choice) return doubt.question + " " + one.title;
    return id + " is " + choice;
}

// What was answered, in words for the history; never the password itself.
std::string in_words(const NewAnswers& answers, const std::vector<engine::Doubt>& doubts)
{
    std::string words;
    auto add = [&words](const std::string& part) { words += (words.empty() ? "" : "; ") + part; };
    if (answers.columns)
        for (const auto& [header, field] : *answers.columns)
            add(field.empty() ? fmt::format("“{}” is left out", header) : fmt::format("“{}” is {}", header, field));
    if (answers.choices)
        for (const auto& [id, choice] : *answers.choices) add(choice_in_words(doubts, id, choice));
    if (answers.read) add("how to read it");
    if (answers.table_is_right) add(*answers.table_is_right ? "the table is right" : "the table is wrong");
    if (answers.second_file)
        add(*answers.second_file == SecondFileAnswer::append ? "its rows are added" : "it replaces the file before");
    if (answers.password) add("the password");
    if (answers.remember.value_or(false)) add("remembered for this source");
    return words;
}

http::Created<Run> answer_run(http::Call& call, NewAnswers input)
{
    require_fitting(input);
    std::optional<std::string> sealed;
    if (input.password) sealed = call.use<SealingKeys>().seal(*input.password, sealed_password_about);
    auto doubts = doubts_of(call.db(), call.id());
    auto run = require(answer(call.db(), users::user_of(call), call.id(), input, sealed, call.trace_id));
    audit::note(call.db(), call, "run.answer", {"run", run.id, run.department.id},
                fmt::format("of run {}: {}", call.id(), in_words(input, doubts)));
    announce(call.db(), call, run);
    return {run};
}

// Everything that the engine needs to look at the file of a run.
struct LookedAt {
    departments::DepartmentRef department;
    std::string file_name, sha256, contract, contract_name;
    Answers answers;
    feeds::SourceMemory memory;
    std::optional<std::string> sealed_password;
};

LookedAt look_at(db::Session& db, const http::Call& call, const NewAnswers& input)
{
    auto scope = users::scope_of(call);
    auto run = find(db, scope, call.id());
    if (!run || !run->upload) throw Refusal{Why::not_found, "There is no such run."};
    auto upload = uploads::find(db, scope, run->upload->id).value();
    auto feed = feeds::find(db, scope, run->feed.id).value();
    return {run->department,
            upload.file_name,
            upload.sha256,
            feed.contract_text,
            feed.key,
            answers_with(answers_of(db, run->id), input),
            feeds::memory_of(db, run->feed.id),
            sealed_password_of(db, run->id)};
}

sandbox::EngineCall preview_call(const LookedAt& at, const std::optional<std::string>& password, int file)
{
    sandbox::EngineCall engine;
    engine.deadline = preview_deadline;
    auto& job = engine.job;
    job.step = sandbox::EngineStep::preview;
    job.file_name = at.file_name;
    job.file = file;
    job.contract_text = at.contract;
    job.contract_name = at.contract_name;
    if (at.answers.read)
        job.read = feeds::options_of(*at.answers.read);
    else if (at.memory.read)
        job.read = feeds::options_of(*at.memory.read);
    job.read.password = password;
    job.columns = at.answers.columns;
    job.remembered = at.memory.columns;
    job.choices = at.answers.choices;
    job.choices.insert(at.memory.choices.begin(), at.memory.choices.end());
    return engine;
}

Shown<engine::Preview> preview_run(http::Call& call, NewAnswers input)
{
    require_fitting(input);
    auto at = call.database().read([&](db::Session& db) { return look_at(db, call, input); });
    Masking masking(users::user_of(call), at.department);
    masking.hand_out_file(); // before the engine reads it
    auto password = input.password;
    if (!password && at.sealed_password)
        password = call.use<SealingKeys>().open(*at.sealed_password, sealed_password_about);
    auto file = call.use<storage::Storage>().open(storage::Kind::upload, at.sha256);
    auto engine = preview_call(at, password, file->descriptor());
    engine.stop = call.unwanted;
    auto outcome = sandbox::run_engine(engine);
    if (outcome.unreadable) throw Refusal{Why::invalid, outcome.unreadable->message};
    if (!outcome.bad_contract.empty())
        throw Refusal{Why::invalid, "The file rules have an error: " + outcome.bad_contract.front().message};
    if (!outcome.preview) throw Refusal{Why::invalid, outcome.message};
    return masking.hand_out(std::move(*outcome.preview));
}

constexpr http::Route routes_of_answers[] = {
    http::post<&answer_run>("/api/runs/{id}/answer", may::write_runs,
                            "Say how the file is to be read, which column is which, or how dates are written; starts "
                            "a new run"),
    http::post<&preview_run>("/api/runs/{id}/preview", may::read_runs,
                             "Show what the first rows would become with such an answer")
        .asks_engine(),
};
} // namespace

std::span<const http::Route> answer_routes() { return routes_of_answers; }
} // namespace runs

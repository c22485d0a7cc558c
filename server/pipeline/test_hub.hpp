#pragma once
// The small school with storage, a worker, and an engine that is a function.
#include "base/log.hpp"
#include "engine/run/published.hpp"
#include "server/pipeline/objects.hpp"
#include "server/pipeline/worker.hpp"
#include "server/reports/report_store.hpp"
#include "server/runs/test_school.hpp"
#include <fstream>

namespace pipeline
{
// Remembers what was told.
struct HeardEvents final : runs::EventSink {
    void run_changed(const runs::Run& run) override
    {
        std::lock_guard lock(mutex);
        runs.push_back(json::enum_text(run.state));
    }
    void stage_changed(const runs::StageEvent& stage) override
    {
        std::lock_guard lock(mutex);
        stages.push_back(json::enum_text(stage.stage) + " " + json::enum_text(stage.state));
    }
    void report_published(const reports::Report& report) override
    {
        std::lock_guard lock(mutex);
        versions.push_back(report.version);
    }
    std::mutex mutex;
    std::vector<std::string> runs, stages;
    std::vector<std::int64_t> versions;
};

class PipelineTest : public runs::SchoolTest
{
protected:
    void SetUp() override
    {
        logs::set_level("off"); // what goes wrong here is meant to
        SchoolTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        storage_ = std::make_unique<storage::Storage>(folder(), storage::StorageLimits{.free_share = 0});
        context_.reset(new Context{database(), *storage_, events, "boot1"});
        register_ = std::make_unique<ObjectRegister>(database(), *storage_, context_->house);
        context_->engine = [this](const auto& call, const auto& watcher) { return engine(call, watcher); };
    }
    std::string keep(const std::string& bytes) override
    {
        auto incoming = storage_->receive();
        incoming->write(bytes);
        auto sha256 = incoming->keep().sha256;
        incoming->accepted();
        return sha256;
    }

    // The stand-in: three good rows and two bad ones, by the verdict that the test chose.
    sandbox::Outcome engine(const sandbox::EngineCall& call, const engine::Watcher& watcher)
    {
        ++engine_calls;
        if (before_engine) before_engine(call);
        sandbox::Outcome outcome;
        outcome.ending = ending;
        outcome.message = "as the test wished";
        if (ending != sandbox::Ending::answered) return outcome;
        if (unreadable) {
            outcome.unreadable = unreadable;
            return outcome;
        }
        auto stage = [&](engine::StageName name, std::int64_t in, std::int64_t out) {
            watcher.started(name);
            watcher.finished({name, in, out, {}});
            return engine::StageReport{name, in, out, {}};
        };
        if (call.job.step == sandbox::EngineStep::prepare) {
            engine::Prepared prepared;
            prepared.verdict = call.job.approved.empty() ? verdict : engine::Verdict::publish;
            prepared.ledger = {6, 3, 0, 2, 0, 1};
            if (prepared.verdict != engine::Verdict::publish)
                prepared.reasons = {{reason_code, "Too many bad rows.", answerable}};
            prepared.stages = {stage(engine::StageName::receive, 0, 0), stage(engine::StageName::read, 6, 5),
                               stage(engine::StageName::standardize, 5, 5), stage(engine::StageName::validate, 5, 3)};
            put(call.job.outputs.at("clean.csv"), "student_id,amount\n1,2\n");
            put(call.job.outputs.at("findings.json"), "[]");
            outcome.prepared = prepared;
        } else {
            outcome.published =
                engine::Published{{stage(engine::StageName::transform, 3, 3), stage(engine::StageName::publish, 3, 3)},
                                  {{"student_id", "student_id"}, {"amount", "amount", engine::CellType::number}},
                                  3,
                                  {}};
            put(call.job.outputs.at("report.pdf"), "%PDF");
        }
        return outcome;
    }
    std::filesystem::path stored_at(const char* where, const std::string& sha256)
    {
        return folder() / "storage" / where / sha256.substr(0, 2) / sha256.substr(2, 2) / sha256;
    }
    static void put(int descriptor, std::string_view text)
    {
        FileSink sink(descriptor);
        sink.write(text);
        sink.flush();
    }

    std::vector<reports::Report> reports()
    {
        return database().read([&](db::Session& db) {
            return reports::list(db, users::Scope::everything(), {}, {50, {}, "id"}).value().results;
        });
    }
    Worker worker(const std::string& name = "w1") { return {*context_, name, std::chrono::milliseconds(0)}; }

    HeardEvents events;
    std::unique_ptr<storage::Storage> storage_;
    std::unique_ptr<Context> context_;
    std::unique_ptr<ObjectRegister> register_;
    engine::Verdict verdict = engine::Verdict::publish;
    std::string reason_code = "bad_rows";
    bool answerable = true;
    sandbox::Ending ending = sandbox::Ending::answered;
    std::optional<sandbox::UnreadableAnswer> unreadable;
    std::function<void(const sandbox::EngineCall&)> before_engine;
    int engine_calls = 0;
};
} // namespace pipeline

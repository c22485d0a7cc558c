#include "server/pipeline/worker.hpp"
#include "base/failpoint.hpp"
#include "base/log.hpp"
#include "base/trouble.hpp"
#include "server/pipeline/stages.hpp"
#include "server/queue/poll_interval.hpp"
#include "server/runs/run_store.hpp"
#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <system_error>

namespace pipeline
{
namespace
{
// The folder of an attempt, gone at its end.
struct Scratch {
    std::filesystem::path path;
    ~Scratch()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

engine::Reason accident(const std::exception& error)
{
    return {"accident",
            "BatchOps met a fault of its own while working on this file (" + std::string(error.what()) +
                "). Run the file again; if it happens twice, an admin should look at the log.",
            false};
}

// Whether the trouble lies around the hub and not in the work: it is waited out.
bool is_of_surroundings(const std::exception& error)
{
    if (dynamic_cast<const db::Error*>(&error)) return true;
    auto* system = dynamic_cast<const std::system_error*>(&error);
    if (!system) return false;
    constexpr std::errc known[] = {std::errc::no_space_on_device,  std::errc::io_error,
                                   std::errc::too_many_files_open, std::errc::too_many_files_open_in_system,
                                   std::errc::not_enough_memory,   std::errc::resource_unavailable_try_again,
                                   std::errc::file_too_large,      std::errc::read_only_file_system};
    return std::ranges::any_of(known, [&](std::errc code) { return system->code() == code; }) ||
           system->code().value() == EDQUOT;
}

// Brings the run to its end, or throws.
void run_steps(Work& work)
{
    for (const auto& step : steps) {
        if (work.watch->why() != Interruption::none) throw Interrupted();
        auto outcome = step.run(work);
        if (auto* held = std::get_if<Hold>(&outcome)) {
            const auto& ledger = work.prepared.ledger;
            return work.change([&](db::Session& db) {
                return runs::hold(db, work.claim.fence(), held->reason, ledger.in, ledger.held_back);
            });
        }
        if (auto* failed = std::get_if<Fail>(&outcome))
            return work.change([&](db::Session& db) { return runs::fail(db, work.claim.fence(), failed->reason); });
    }
}

void end_interrupted(Work& work)
{
    auto fence = work.claim.fence();
    switch (work.watch->why()) {
    case Interruption::cancelled:
        return work.change([&](db::Session& db) { return runs::end_cancelled(db, fence); });
    case Interruption::draining:
        return work.change([&](db::Session& db) { return runs::release(db, fence); });
    case Interruption::lost:
    case Interruption::none:
        throw FenceLost();
    }
}
} // namespace

namespace
{
void tell_of_quarantine(const Context& context, db::Session& db, const runs::Claim& claim)
{
    auto run = runs::find(db, users::Scope::everything(), claim.id);
    if (!context.tell_admins || !run || run->state != runs::RunState::quarantined) return;
    context.tell_admins(db, fmt::format("quarantine:{}", claim.id),
                        {"A file was set aside",
                         fmt::format("A file for {} (run {}) ended the program that checks it, again and again. It was "
                                     "set aside: nothing is published from it, and nothing of it is lost. Look at the "
                                     "run, and ask its sender for another export.",
                                     claim.feed.title, claim.id)});
}
} // namespace

// What went wrong, and whether it may be over by itself.
struct Worker::Trouble {
    runs::Fault fault;
    engine::Reason reason;
};

Worker::Trouble Worker::trouble(const runs::Claim& claim, std::exception_ptr thrown)
{
    try {
        std::rethrow_exception(std::move(thrown));
    } catch (const ChildDied& died) {
        return {died.fault, died.reason};
    } catch (const storage::Lost& lost) { // it may be on its way, or come back from a backup
        logs::error("worker", "a stored file is lost",
                    {{"run_id", claim.id}, {"trace_id", claim.trace_id}, {"sha256", lost.sha256}});
        return {runs::Fault::unknown, {lost.missing ? "file_missing" : "file_damaged", lost.message, false}};
    } catch (const storage::Unreachable& unreachable) {
        logs::error("worker", "the storage does not answer",
                    {{"run_id", claim.id}, {"trace_id", claim.trace_id}, {"error", unreachable.cause}});
        return {runs::Fault::surroundings, {"storage_unreachable", unreachable.message, false}};
    } catch (const Refusal& refusal) { // of the storage: its disk is full
        logs::error("worker", "a run was refused",
                    {{"run_id", claim.id}, {"trace_id", claim.trace_id}, {"error", refusal.message}});
        return {runs::Fault::surroundings,
                {"storage_full",
                 "The disk of the hub is full, so the report could not be kept. Run the file again once an admin has "
                 "made room.",
                 false}};
    } catch (const std::exception& error) {
        logs::error("worker", "accident in a run",
                    {{"run_id", claim.id}, {"trace_id", claim.trace_id}, {"error", error.what()}});
        return {is_of_surroundings(error) ? runs::Fault::surroundings : runs::Fault::unknown, accident(error)};
    }
}

// Brings the run to an end, unless something happens.
std::optional<Worker::Trouble> Worker::attempt(Work& work)
{
    Scratch scratch;
    try {
        scratch.path = work.scratch = context_.storage.new_scratch();
        run_steps(work);
    } catch (const Interrupted&) {
        end_interrupted(work);
    } catch (const FenceLost&) {
        throw;
    } catch (...) {
        return trouble(work.claim, std::current_exception());
    }
    return std::nullopt;
}

void Worker::work_on(const runs::Claim& claim, std::stop_token stop, Watch::Steady::time_point claimed)
{
    failpoint("after_claim");
    logs::info(
        "worker", "run claimed",
        {{"run_id", claim.id}, {"trace_id", claim.trace_id}, {"epoch", claim.job.epoch}, {"attempt", claim.attempt}});
    Watch watch(context_, name_, claim.fence(), stop, drain_time_, claimed);
    Work work{context_, claim, &watch};
    try {
        // The scratch is gone by then: a disk that is full has room for the row that says so.
        if (auto met = attempt(work))
            work.change([&](db::Session& db) {
                bool noted = runs::retry_later(db, claim, met->fault, met->reason);
                if (noted) tell_of_quarantine(context_, db, claim);
                return noted;
            });
    } catch (const FenceLost&) {
        logs::warn("worker", "lease lost, work dropped", {{"run_id", claim.id}, {"epoch", claim.job.epoch}});
    }
}

bool Worker::run_one(std::stop_token stop)
{
    auto claimed = Watch::Steady::now();
    std::optional<jobs::Job> job;
    auto claim = context_.database.transact([&](db::Session& db) -> std::optional<runs::Claim> {
        jobs::note_worker(db, name_, context_.boot_id);
        job = jobs::claim(db, name_, jobs::Lane::again, context_.most_of_share);
        if (!job) return std::nullopt;
        auto begun = runs::begin(db, *job, name_); // not where a person had cancelled it
        runs::announce(db, context_.events, job->run_id.value());
        return begun;
    });
    if (claim) work_on(*claim, stop, claimed);
    if (job) context_.hint.give(); // what waited for it may start
    return job.has_value();
}

void Worker::run(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        auto seen = context_.hint.seen();
        try {
            if (run_one(stop)) continue;
        } catch (...) { // the database is away: its runs wait, and so do we
            logs::error("worker", "no run can be taken", {{"error", words_of_thrown(std::current_exception())}});
        }
        context_.hint.wait(seen, queue::poll_interval(), stop);
    }
}

Workers::Workers(Context& context, std::size_t count, std::chrono::milliseconds drain_time)
{
    for (std::size_t i = 1; i <= count; ++i)
        threads_.emplace_back([&context, i, drain_time](std::stop_token stop) {
            Worker(context, context.boot_id + "-" + std::to_string(i), drain_time).run(stop);
        });
}

Workers::~Workers()
{
    for (auto& thread : threads_) thread.request_stop();
}
} // namespace pipeline

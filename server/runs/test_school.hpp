#pragma once
// A small school for store tests: one department, one feed, a clerk who sends and a moderator who decides.
#include "base/sha256.hpp"
#include "server/db/on_both_engines.hpp"
#include "server/departments/department_store.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/runs/decision_store.hpp"
#include "server/runs/finding_store.hpp"
#include "server/runs/fix_store.hpp"
#include "server/runs/progress_store.hpp"
#include "server/runs/run_store.hpp"
#include "server/uploads/upload_store.hpp"
#include "server/users/user_store.hpp"
#include <algorithm>
#include <mutex>
#include <string>
#include <thread>

namespace runs
{
constexpr auto test_contract = R"(feed: fees
title: Fees
department: fees
delivery: period
period: week
second_file: replace
schema:
  fields:
    - {name: student_id, type: string}
    - {name: amount, type: number}
publish: {formats: [csv, pdf]}
)";

class SchoolTest : public db::OnBothEngines
{
protected:
    void SetUp() override
    {
        OnBothEngines::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        transact([&](db::Session& db) {
            auto department = departments::insert(db, {"fees", "Fees"}).value();
            clerk =
                users::insert(db, {"ben@north.test", "Ben Ito", users::Role::user, "x", {{department.id, true}}, false})
                    .value();
            moderator =
                users::insert(db, {"maya@north.test", "Maya Okafor", users::Role::moderator, "x", {}, false}).value();
            feed = feeds::insert(db, {test_contract, {}}, moderator.id).value();
        });
    }

    // Puts the bytes where the test wants them (nowhere, in store tests) and accepts them as the clerk's file.
    virtual std::string keep(const std::string& bytes) { return sha256_hex(bytes); }
    runs::Run send(const std::string& bytes = "student_id,amount\n1,2\n", const std::string& period = "2026-W48")
    {
        auto sha256 = keep(bytes);
        return transact([&](db::Session& db) {
            auto upload = uploads::accept(db, {feed,
                                               period,
                                               "fees.csv",
                                               sha256,
                                               static_cast<std::int64_t>(bytes.size()),
                                               "uploads/" + sha256,
                                               clerk.id,
                                               {},
                                               "trace",
                                               true})
                              .value()
                              .upload;
            return runs::find(db, users::Scope::everything(), upload.run_id).value();
        });
    }
    std::optional<Claim> claim(const std::string& worker = "w1", const std::string& boot = "boot1")
    {
        return transact([&](db::Session& db) {
            jobs::note_worker(db, worker, boot);
            auto job = jobs::claim(db, worker, jobs::Lane::again, most_of_share);
            return job ? begin(db, *job, worker) : std::nullopt;
        });
    }
    // The worker is taken for dead.
    void expire()
    {
        transact([](db::Session& db) { db.exec("UPDATE jobs SET lease_until = '' WHERE lease_until IS NOT NULL"); });
        transact([](db::Session& db) {
            for (const auto& job : jobs::expired(db)) runs::lost(db, job);
        });
    }
    // What waits for its time is due.
    void let_time_pass()
    {
        transact([](db::Session& db) { db.exec("UPDATE jobs_later SET not_before = ''"); });
    }
    // Claims the next run and holds it for a limit.
    runs::Run hold_next()
    {
        auto got = claim().value();
        transact([&](db::Session& db) {
            engine::Reason reason{"bad_rows", "Too many bad rows.", true};
            engine::Prepared prepared;
            prepared.verdict = engine::Verdict::hold;
            prepared.reasons = {reason};
            save_results(db, got.id, prepared);
            if (!hold(db, got.fence(), reason, 6, 2)) throw FenceGone();
        });
        return run(got.id);
    }
    runs::Run run(std::int64_t id)
    {
        return database().read([&](db::Session& db) { return runs::find(db, users::Scope::everything(), id).value(); });
    }
    runs::RunDetail detail(std::int64_t id)
    {
        return database().read([&](db::Session& db) { return runs::find_detail(db, moderator, id).value(); });
    }

    struct FenceGone : std::exception {
    };
    std::int64_t most_of_share = 1000;
    users::User clerk, moderator;
    feeds::FeedRules feed;
};
} // namespace runs

#include "server/db/statement_watch.hpp"
#include "server/runs/test_school.hpp"
#include <atomic>

namespace runs
{
namespace
{
const auto everything = users::Scope::everything();

struct RunStore : SchoolTest {
    std::vector<std::int64_t> ids(RunFilter filter)
    {
        std::vector<std::int64_t> found;
        auto page = database().read([&](db::Session& db) { return list(db, everything, filter, {}).value(); });
        for (const auto& one : page.results) found.push_back(one.id);
        return found;
    }
    runs::Run held_run()
    {
        send();
        return hold_next();
    }
    template <class Decide> Result<runs::Run> decide(Decide decision)
    {
        return transact([&](db::Session& db) { return decision(db); });
    }
};
ON_BOTH_ENGINES(RunStore);
using Ids = std::vector<std::int64_t>;

TEST_P(RunStore, views_show_what_waits_for_whom)
{
    auto held = held_run(), fresh = send("fresh", "2026-W47");
    EXPECT_EQ(ids({.view = RunView::attention}), Ids{held.id});
    EXPECT_EQ(ids({.view = RunView::progress}), Ids{fresh.id});
    EXPECT_EQ(ids({.view = RunView::mine, .caller_id = clerk.id}), (Ids{fresh.id, held.id}));
    EXPECT_EQ(ids({.view = RunView::mine, .caller_id = moderator.id}), Ids{});
    EXPECT_EQ(ids({.state = RunState::held}), Ids{held.id});
    EXPECT_EQ(ids({.period = "2026-W47"}), Ids{fresh.id});
    EXPECT_EQ(ids({.search = "#" + std::to_string(held.id)}), Ids{held.id});
    EXPECT_EQ(ids({.search = "FEES.csv"}), (Ids{fresh.id, held.id}));
    EXPECT_EQ(ids({.search = "nothing of the kind"}), Ids{});
    auto sums = database().read([](db::Session& db) { return counts(db, everything); });
    EXPECT_EQ(sums.held, 1);
    EXPECT_EQ(sums.queued, 1);
    EXPECT_EQ(database().read([](db::Session& db) { return latest_of_feeds(db, everything); }).at(0).id, fresh.id);
}

TEST_P(RunStore, a_held_run_is_among_what_waits_however_many_files_have_rows_to_correct)
{
    auto held = held_run();
    for (int i = 0; i < 21; ++i) {
        send("file " + std::to_string(i), "2026-W" + std::to_string(10 + i));
        auto got = claim().value();
        transact([&](db::Session& db) { ASSERT_TRUE(succeed(db, got.fence(), 6, 4, 2)); });
    }
    auto first = database().read([&](db::Session& db) { return waiting(db, everything).at(0); });
    EXPECT_EQ(first.id, held.id);
}

TEST_P(RunStore, a_run_out_of_scope_is_not_there)
{
    auto sent = send();
    auto others = users::Scope::of({feed.department.id + 1});
    auto stranger = clerk;
    stranger.departments.clear();
    database().read([&](db::Session& db) {
        EXPECT_FALSE(find(db, others, sent.id));
        EXPECT_FALSE(find_detail(db, stranger, sent.id));
        EXPECT_EQ(list(db, others, {}, {}).value().count, 0);
        EXPECT_EQ(counts(db, others).queued, 0);
    });
    EXPECT_EQ(decide([&](db::Session& db) { return cancel(db, stranger, sent.id); }).error().why, Why::not_found);
}

TEST_P(RunStore, a_queued_run_is_cancelled_at_once_and_only_once)
{
    auto sent = send();
    auto over = decide([&](db::Session& db) { return cancel(db, clerk, sent.id); }).value();
    EXPECT_EQ(over.state, RunState::cancelled);
    EXPECT_EQ(over.ended_by, "person");
    EXPECT_TRUE(over.finished_at);
    EXPECT_EQ(decide([&](db::Session& db) { return cancel(db, clerk, sent.id); }).error().why, Why::conflict);
    EXPECT_FALSE(claim());
}

TEST_P(RunStore, an_impossible_row_cannot_be_stored)
{
    auto sent = send();
    auto refused = [&](db::Sql sql) {
        try {
            transact([&](db::Session& db) { db.exec(sql, sent.id); });
        } catch (const db::Error& error) {
            return error.problem() == db::Problem::check;
        }
        return false;
    };
    EXPECT_TRUE(refused("UPDATE runs SET state = 'failed' WHERE id = $1"));      // without end and reason
    EXPECT_TRUE(refused("UPDATE runs SET finished_at = 'x' WHERE id = $1"));     // still queued
    EXPECT_TRUE(refused("UPDATE runs SET state = 'asleep' WHERE id = $1"));      // no such state
    EXPECT_TRUE(refused("UPDATE runs SET upload_id = NULL WHERE id = $1"));      // of a file run
    EXPECT_TRUE(refused("UPDATE jobs SET lease_token = 'x' WHERE run_id = $1")); // without an owner and an end
    EXPECT_TRUE(refused("UPDATE jobs SET ended_at = 'x' WHERE run_id = $1"));    // without saying how
    EXPECT_TRUE(refused("UPDATE jobs SET run_id = NULL WHERE run_id = $1"));     // of a file
}

TEST_P(RunStore, run_again_makes_a_new_run_and_refuses_while_one_is_active)
{
    auto held = held_run();
    auto again = decide([&](db::Session& db) { return run_again(db, clerk, held.id, "t2"); }).value();
    EXPECT_EQ(again.parent_run_id, held.id);
    EXPECT_EQ(again.started_by.value().id, clerk.id);
    EXPECT_EQ(run(held.id).state, RunState::cancelled);
    EXPECT_EQ(run(held.id).ended_by, "run:" + std::to_string(again.id));
    EXPECT_EQ(ids({.view = RunView::attention}), Ids{});
    auto refused = decide([&](db::Session& db) { return run_again(db, clerk, held.id, "t3"); }).error();
    EXPECT_EQ(refused.why, Why::conflict);
    EXPECT_NE(refused.message.find("#" + std::to_string(again.id)), std::string::npos);
}

TEST_P(RunStore, a_run_again_uses_the_rules_that_are_live_now)
{
    auto held = held_run();
    transact([&](db::Session& db) {
        return feeds::add_version(db, everything, feed.id, {std::string(test_contract) + "\n# changed\n", {}}, {});
    }).value();
    auto again = decide([&](db::Session& db) { return run_again(db, clerk, held.id, "t"); }).value();
    EXPECT_EQ(again.contract_version, 2);
    EXPECT_EQ(run(held.id).contract_version, 1);
}

TEST_P(RunStore, discard_ends_a_held_run_with_a_reason_in_words)
{
    auto held = held_run();
    EXPECT_EQ(decide([&](db::Session& db) { return discard(db, moderator, held.id, ""); }).error().why, Why::invalid);
    auto over = decide([&](db::Session& db) { return discard(db, moderator, held.id, "Sent by mistake"); }).value();
    EXPECT_EQ(over.state, RunState::cancelled);
    EXPECT_EQ(over.ended_by, "discard");
    EXPECT_EQ(decide([&](db::Session& db) { return approve(db, moderator, held.id, "yes", "t"); }).error().why,
              Why::conflict);
}

TEST_P(RunStore, who_sent_a_file_takes_it_back_until_rows_of_it_are_published)
{
    auto sent = held_run();
    EXPECT_EQ(decide([&](db::Session& db) { return discard(db, clerk, sent.id, "Wrong file"); }).value().state,
              RunState::cancelled);
    auto held = held_run();
    transact([&](db::Session& db) {
        db.exec(R"sql(
            INSERT INTO runs (kind, department_id, feed_id, period, contract_version, upload_id, approved, trace_id,
                              created_at, state, finished_at)
            SELECT kind, department_id, feed_id, period, contract_version, upload_id, approved, trace_id, created_at,
                   'succeeded', created_at FROM runs WHERE id = $1)sql",
                held.id);
    });
    EXPECT_EQ(decide([&](db::Session& db) { return discard(db, clerk, held.id, "Wrong file"); }).error().why,
              Why::conflict);
    EXPECT_EQ(decide([&](db::Session& db) { return change_period(db, clerk, held.id, "2026-W47", "t"); }).error().why,
              Why::conflict);
}

TEST_P(RunStore, a_file_goes_on_for_another_period_of_its_feed)
{
    auto held = held_run();
    auto move = [&](const char* period) {
        return decide([&](db::Session& db) { return change_period(db, clerk, held.id, period, "t"); });
    };
    EXPECT_EQ(move("2026-11").error().why, Why::invalid);
    EXPECT_EQ(move("").error().why, Why::invalid);
    EXPECT_EQ(move("2026-W48").error().why, Why::conflict) << "it is for that one";
    auto moved = move("2026-W47").value();
    EXPECT_EQ(moved.period, "2026-W47");
    EXPECT_EQ(run(moved.id).period, "2026-W47");
    EXPECT_EQ(moved.parent_run_id, held.id);
    EXPECT_EQ(run(held.id).period, "2026-W48") << "what was, stays";
    EXPECT_EQ(run(held.id).state, RunState::cancelled);
}

TEST_P(RunStore, of_two_approvals_one_wins)
{
    auto held = held_run();
    int won = 0;
    std::mutex mutex;
    {
        std::vector<std::jthread> people;
        for (int i = 0; i < 4; ++i)
            people.emplace_back([&] {
                auto answer = decide([&](db::Session& db) { return approve(db, moderator, held.id, "fine", "t"); });
                std::lock_guard lock(mutex);
                won += answer.has_value();
            });
    }
    EXPECT_EQ(won, 1);
    EXPECT_EQ(detail(held.id).children.size(), 1U);
}

TEST_P(RunStore, corrections_are_kept_replaced_and_refused_where_nothing_is_to_fix)
{
    auto held = held_run();
    auto save = [&](std::int64_t id, std::vector<engine::Fix> fixes) {
        return transact([&](db::Session& db) { return add_fixes(db, clerk, id, fixes); });
    };
    engine::Fix cell{3, {}, false, "amount", "1o", "10", "typing"};
    EXPECT_EQ(save(held.id, {cell}).value().count, 1);
    cell.to = "11";
    EXPECT_EQ(save(held.id, {cell, {4, {}, true, {}, {}, {}, "a totals row"}}).value().count, 2);
    auto kept = database().read([&](db::Session& db) { return fixes_of(db, held.id); });
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].to, "11");
    EXPECT_EQ(kept[0].from, "1o");
    EXPECT_EQ(kept[0].created_by.value().name, "Ben Ito");
    EXPECT_TRUE(kept[1].exclude);
    EXPECT_EQ(save(held.id, {{0, {}, false, "amount", {}, "1", {}}}).error().why, Why::invalid);
    EXPECT_EQ(save(held.id, {{3, {}, false, {}, {}, "1", {}}}).error().why, Why::invalid);
    EXPECT_EQ(save(held.id, {}).error().why, Why::invalid);
    auto queued = send("other", "2026-W47");
    EXPECT_EQ(save(queued.id, {cell}).error().why, Why::conflict);
}

std::atomic<int> statements{0};

TEST_P(RunStore, thousands_of_corrections_hold_the_writer_for_a_few_statements)
{
    auto held = held_run();
    std::vector<engine::Fix> fixes;
    for (int line = 2; line < 5002; ++line)
        fixes.push_back({line, {}, false, "amount", "1o", std::to_string(line), {}});
    auto counted = [&](const auto& work) {
        statements = 0;
        db::watch_statements([](std::string_view) { ++statements; });
        transact(work);
        db::watch_statements(nullptr);
        return statements.load();
    };
    auto save = [&](db::Session& db) { return add_fixes(db, clerk, held.id, fixes); };
    EXPECT_LE(counted(save), 40);
    for (auto& fix : fixes) fix.to = "7";
    EXPECT_LE(counted(save), 40) << "those of before are replaced";
    auto kept = database().read([&](db::Session& db) { return fixes_of(db, held.id); });
    ASSERT_EQ(kept.size(), 5000U);
    EXPECT_EQ(kept.back().line, 5001);
    EXPECT_EQ(kept.back().to, "7");
    EXPECT_EQ(kept.back().from, "1o");
    EXPECT_LE(counted([&](db::Session& db) { return remove_fixes(db, clerk, held.id, fixes); }), 40);
    EXPECT_TRUE(database().read([&](db::Session& db) { return fixes_of(db, held.id); }).empty());
}

TEST_P(RunStore, P5_a_correction_names_a_column_by_name_or_title_and_one_that_names_none_is_refused_whole)
{
    auto with_title = transact([&](db::Session& db) {
        std::string text = test_contract;
        text.replace(text.find("{name: amount,"), 14, "{name: amount, title: Amount paid,");
        return feeds::add_version(db, users::Scope::everything(), feed.id, {text, {}}, moderator.id).value();
    });
    ASSERT_EQ(with_title.contract_version, 2);
    auto held = held_run();
    auto save = [&](std::vector<engine::Fix> fixes) {
        return transact([&](db::Session& db) { return add_fixes(db, clerk, held.id, fixes); });
    };
    auto kept = [&] { return database().read([&](db::Session& db) { return fixes_of(db, held.id); }); };
    engine::Fix by_name{3, {}, false, "amount", "1o", "10", {}}, by_title{3, {}, false, "Amount paid", "10", "11", {}};
    auto refused = save({by_name, {4, {}, false, "Amont", "1", "2", {}}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().why, Why::invalid);
    EXPECT_NE(refused.error().message.find("Amont"), std::string::npos);
    EXPECT_TRUE(kept().empty()) << "nothing of it is saved";
    EXPECT_EQ(save({by_name, by_title}).value().count, 2);
    ASSERT_EQ(kept().size(), 1U) << "both are the same cell";
    EXPECT_EQ(kept()[0].column, "amount");
    EXPECT_EQ(kept()[0].from, "1o") << "what the first one was made of";
    EXPECT_EQ(kept()[0].to, "11");
    EXPECT_EQ(transact([&](db::Session& db) { return remove_fixes(db, clerk, held.id, {by_title}); }).value().count, 1);
    EXPECT_EQ(save(std::vector<engine::Fix>(5001, by_name)).error().why, Why::invalid);
}

TEST_P(RunStore, P5_a_row_that_was_good_as_it_was_sent_is_known_when_it_is_left_out)
{
    auto first = held_run();
    transact([&](db::Session& db) {
        engine::Prepared prepared;
        engine::Finding bad;
        bad.rule = "number";
        bad.line = 3;
        prepared.findings = {bad};
        bad.severity = engine::Severity::warning;
        bad.line = 5;
        prepared.findings.push_back(bad);
        save_results(db, first.id, prepared);
    });
    std::vector<engine::Fix> out{
        {3, {}, true, {}, {}, {}, "wrong"}, {4, {}, true, {}, {}, {}, "x"}, {5, {}, true, {}, {}, {}, "y"}};
    transact([&](db::Session& db) { return add_fixes(db, clerk, first.id, out); }).value();
    auto next = decide([&](db::Session& db) { return continue_with_fixes(db, clerk, first.id, "t"); }).value().id;
    auto good =
        database().read([&](db::Session& db) { return left_out_though_good(db, next, fixes_unseen(db, next)); });
    ASSERT_EQ(good.size(), 2U);
    EXPECT_EQ(good[0].line, 4);
    EXPECT_EQ(good[1].line, 5) << "a warning holds no row";
}

TEST_P(RunStore, corrections_of_the_whole_chain_apply_in_order)
{
    auto first = held_run();
    auto save = [&](std::int64_t id, std::string to) {
        std::vector<engine::Fix> fixes{{3, {}, false, "amount", {}, std::move(to), {}}};
        transact([&](db::Session& db) { return add_fixes(db, clerk, id, fixes); }).value();
        return decide([&](db::Session& db) { return continue_with_fixes(db, clerk, id, "t"); }).value().id;
    };
    auto second = save(first.id, "10");
    hold_next();
    auto third = save(second, "12");
    auto fixes = database().read([&](db::Session& db) { return fixes_before(db, third); });
    ASSERT_EQ(fixes.size(), 2U);
    EXPECT_EQ(fixes[0].to, "10");
    EXPECT_EQ(fixes[1].to, "12");
    EXPECT_TRUE(database().read([&](db::Session& db) { return fixes_before(db, first.id); }).empty());
}

TEST_P(RunStore, continuing_without_a_correction_is_refused)
{
    auto held = held_run();
    EXPECT_EQ(decide([&](db::Session& db) { return continue_with_fixes(db, clerk, held.id, "t"); }).error().why,
              Why::conflict);
}

TEST_P(RunStore, columns_are_kept_with_the_results_and_replaced_by_those_of_a_transform)
{
    auto run = held_run();
    transact([&](db::Session& db) {
        EXPECT_TRUE(columns_of(db, run.id).columns.empty());
        engine::Prepared prepared;
        engine::ColumnSummary amount;
        amount.name = "amount";
        amount.rows = 7;
        amount.top = {{"12.50", 5}, {"9", std::nullopt}};
        prepared.columns = {amount};
        save_results(db, run.id, prepared);
        auto stored = columns_of(db, run.id).columns.at(0);
        EXPECT_EQ(stored.rows, 7);
        EXPECT_EQ(stored.top.at(0).rows, 5);
        EXPECT_EQ(stored.top.at(1).rows, std::nullopt);
        amount.name = "total";
        save_columns(db, run.id, {amount});
        EXPECT_EQ(columns_of(db, run.id).columns.at(0).name, "total");
    });
}

TEST_P(RunStore, findings_are_listed_in_file_order_and_filtered)
{
    auto held = held_run();
    engine::Prepared prepared;
    for (int i = 0; i < 250; ++i)
        prepared.findings.push_back({i % 2 ? "required" : "enum",
                                     i % 2 ? engine::Severity::error : engine::Severity::warning,
                                     "fees.csv",
                                     {},
                                     i + 2,
                                     "amount",
                                     "x",
                                     "message",
                                     "expected",
                                     "remedy"});
    transact([&](db::Session& db) {
        save_results(db, held.id, prepared);
        save_results(db, held.id, prepared); // an attempt again replaces
    });
    database().read([&](db::Session& db) {
        auto page = list_findings(db, held.id, {}, {200, {}, {}}).value();
        EXPECT_EQ(page.count, 250);
        ASSERT_EQ(page.results.size(), 200U);
        EXPECT_EQ(page.results[199].line, 201);
        auto rest = list_findings(db, held.id, {}, {200, page.next, {}}).value();
        EXPECT_EQ(rest.results.size(), 50U);
        EXPECT_EQ(list_findings(db, held.id, {engine::Severity::error, {}, {}}, {}).value().count, 125);
        EXPECT_EQ(list_findings(db, held.id, {{}, "enum", "amount"}, {}).value().count, 125);
        EXPECT_EQ(list_findings(db, held.id, {{}, {}, "other"}, {}).value().count, 0);
    });
}
} // namespace
} // namespace runs

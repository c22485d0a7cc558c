#include "server/feeds/remembered_store.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/test_school.hpp"

namespace runs
{
namespace
{
struct AnswerStore : SchoolTest {
    Result<runs::Run> say(std::int64_t id, const NewAnswers& answers, std::optional<std::string> sealed = std::nullopt)
    {
        return say_as(clerk, id, answers, std::move(sealed));
    }
    Result<runs::Run> say_as(const users::User& who, std::int64_t id, const NewAnswers& answers,
                             std::optional<std::string> sealed = std::nullopt)
    {
        return transact([&](db::Session& db) { return answer(db, who, id, answers, sealed, "t"); });
    }
    // A run that is held because of its columns.
    runs::Run asked(const std::string& bytes = "a")
    {
        send(bytes);
        auto got = claim().value();
        transact([&](db::Session& db) {
            engine::Prepared prepared;
            prepared.signature = "sig";
            engine::Reason reason{"missing_column", "Which one?", true};
            prepared.reasons = {reason};
            save_results(db, got.id, prepared);
            if (!hold(db, got.fence(), reason, 3, 2)) throw FenceGone();
        });
        return run(got.id);
    }
    feeds::SourceMemory memory()
    {
        return database().read([&](db::Session& db) { return feeds::memory_of(db, feed.id); });
    }
    Answers answers(std::int64_t id)
    {
        return database().read([&](db::Session& db) { return answers_of(db, id); });
    }
    std::optional<std::string> sealed(std::int64_t id)
    {
        return database().read([&](db::Session& db) { return sealed_password_of(db, id); });
    }
};
ON_BOTH_ENGINES(AnswerStore);

TEST_P(AnswerStore, an_answer_starts_a_run_that_carries_it_and_ends_the_held_one)
{
    auto parent = asked();
    auto child = say(parent.id, {.columns = engine::ColumnAnswers{{"Adm No", "student_id"}}}).value();
    EXPECT_EQ(child.parent_run_id, parent.id);
    EXPECT_EQ(run(parent.id).state, RunState::cancelled);
    EXPECT_EQ(run(parent.id).ended_by, "run:" + std::to_string(child.id));
    auto shown = detail(child.id).answers.value();
    EXPECT_EQ(shown.columns.at("Adm No"), "student_id");
    EXPECT_EQ(shown.answered_by.value().name, "Ben Ito");
    EXPECT_FALSE(detail(parent.id).answers);
    EXPECT_EQ(detail(parent.id).reading.value().signature, "sig");
    EXPECT_TRUE(memory().columns.empty()); // nobody asked for it to be remembered
}

TEST_P(AnswerStore, later_answers_join_the_earlier_ones_and_win)
{
    auto first = say(asked().id, {.read = feeds::ReadAnswers{.delimiter = ";"},
                                  .columns = engine::ColumnAnswers{{"A", "amount"}, {"B", ""}}})
                     .value();
    transact([&](db::Session& db) { cancel(db, clerk, first.id).value(); });
    auto second = say(first.id, {.columns = engine::ColumnAnswers{{"B", "student_id"}},
                                 .choices = engine::Choices{{"order:paid_on", "dmy"}}})
                      .value();
    auto all = answers(second.id);
    EXPECT_EQ(all.read.value().delimiter, ";");
    EXPECT_EQ(all.columns, (engine::ColumnAnswers{{"A", "amount"}, {"B", "student_id"}}));
    EXPECT_EQ(all.choices.at("order:paid_on"), "dmy");
}

TEST_P(AnswerStore, whoever_continues_a_run_keeps_its_answers)
{
    auto child = say(asked().id, {.columns = engine::ColumnAnswers{{"A", "amount"}}}).value();
    transact([&](db::Session& db) { cancel(db, clerk, child.id).value(); });
    auto again = transact([&](db::Session& db) { return run_again(db, moderator, child.id, "t"); }).value();
    EXPECT_EQ(answers(again.id).columns.at("A"), "amount");
    EXPECT_EQ(detail(again.id).answers.value().answered_by.value().name, "Ben Ito");
}

TEST_P(AnswerStore, what_had_happened_to_one_file_is_not_remembered_for_the_next)
{
    say(asked().id,
        {.choices =
             engine::Choices{{"order:paid_on", "mdy"}, {"dates:paid_on", "swap"}, {"repair:wrong_period", "keep"}},
         .remember = true})
        .value();
    EXPECT_EQ(memory().choices, (engine::Choices{{"order:paid_on", "mdy"}}));
}

TEST_P(AnswerStore, an_answer_that_was_not_offered_is_refused)
{
    send("a");
    auto got = claim().value();
    transact([&](db::Session& db) {
        engine::Prepared prepared;
        engine::Doubt doubt;
        doubt.what = "encoding";
        doubt.question = "Which letters are right?";
        doubt.alternatives = {{"IBM850", "MS-DOS", {}}, {"macintosh", "Mac", {}}};
        prepared.doubts = {doubt};
        prepared.reasons = {{"encoding", "Which letters are right?", true}};
        save_results(db, got.id, prepared);
        if (!hold(db, got.fence(), prepared.reasons[0], 3, 2)) throw FenceGone();
    });
    auto wrong = say(got.id, {.choices = engine::Choices{{"encoding", "UTF-7"}}});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().why, Why::invalid);
    EXPECT_NE(wrong.error().message.find("IBM850, macintosh"), std::string::npos);
    EXPECT_TRUE(say(got.id, {.choices = engine::Choices{{"encoding", "IBM850"}}}));
}

TEST_P(AnswerStore, what_is_remembered_is_kept_for_the_source_and_can_be_forgotten)
{
    say(asked().id, {.read = feeds::ReadAnswers{.sheet = "List"},
                     .columns = engine::ColumnAnswers{{"A", "amount"}},
                     .choices = engine::Choices{{"order:paid_on", "mdy"}},
                     .remember = true})
        .value();
    auto known = memory();
    EXPECT_EQ(known.columns.at("sig").at("A"), "amount");
    EXPECT_EQ(known.choices.at("order:paid_on"), "mdy");
    EXPECT_EQ(known.read.value().sheet, "List");

    auto listed =
        database().read([&](db::Session& db) { return feeds::find(db, users::Scope::everything(), feed.id); });
    ASSERT_EQ(listed.value().remembered.size(), 3U);
    auto stranger = clerk;
    stranger.departments[0].may_send = false;
    auto forget = [&](const users::User& who, std::int64_t id) {
        return transact([&](db::Session& db) { return feeds::forget(db, who, feed.id, id); });
    };
    auto id = listed->remembered[0].id;
    EXPECT_EQ(forget(stranger, id).error().why, Why::forbidden);
    EXPECT_TRUE(forget(clerk, id));
    EXPECT_EQ(forget(clerk, id).error().why, Why::not_found);
    EXPECT_EQ(database().read([&](db::Session& db) { return feeds::remembered_of(db, feed.id).size(); }), 2U);
}

TEST_P(AnswerStore, a_later_answer_for_the_same_headers_joins_what_is_remembered)
{
    say(asked("a").id, {.columns = engine::ColumnAnswers{{"A", "amount"}, {"B", "note"}}, .remember = true}).value();
    auto first = claim().value();
    transact([&](db::Session& db) { EXPECT_TRUE(end_cancelled(db, first.fence())); });
    say(asked("b").id, {.columns = engine::ColumnAnswers{{"B", "student_id"}}, .remember = true}).value();
    EXPECT_EQ(memory().columns.at("sig"), (engine::ColumnAnswers{{"A", "amount"}, {"B", "student_id"}}));
}

TEST_P(AnswerStore, a_password_lasts_as_long_as_its_run_waits_or_works)
{
    auto first = say(asked().id, {.password = "spring"}, "sealed").value();
    EXPECT_EQ(sealed(first.id), "sealed");
    auto got = claim().value();
    transact([&](db::Session& db) {
        engine::Reason reason{"bad_rows", "Too many.", true};
        EXPECT_TRUE(hold(db, got.fence(), reason, 3, 2));
    });
    EXPECT_EQ(sealed(first.id), "sealed"); // whoever continues it needs it
    auto second =
        transact([&](db::Session& db) { return approve(db, moderator, first.id, "Seen by phone", "t"); }).value();
    EXPECT_EQ(sealed(first.id), std::nullopt);
    EXPECT_EQ(sealed(second.id), "sealed");
    got = claim().value();
    transact([&](db::Session& db) { EXPECT_TRUE(succeed(db, got.fence(), 3, 3, 0)); });
    EXPECT_EQ(sealed(second.id), std::nullopt);
    for (auto how : {"cancel", "discard", "fail"}) {
        auto next = say(asked(how).id, {.password = "spring"}, "sealed").value();
        if (std::string_view(how) == "cancel")
            transact([&](db::Session& db) { cancel(db, clerk, next.id).value(); });
        else {
            got = claim().value();
            transact([&](db::Session& db) {
                engine::Reason reason{"bad_rows", "Too many.", true};
                EXPECT_TRUE(std::string_view(how) == "fail" ? fail(db, got.fence(), reason)
                                                            : hold(db, got.fence(), reason, 3, 2));
            });
            if (std::string_view(how) == "discard")
                transact([&](db::Session& db) { discard(db, moderator, next.id, "Not wanted").value(); });
        }
        EXPECT_EQ(sealed(next.id), std::nullopt) << how;
    }
}

TEST_P(AnswerStore, who_may_only_look_and_a_run_that_works_are_refused)
{
    auto parent = asked();
    NewAnswers answers{.columns = engine::ColumnAnswers{{"A", "amount"}}};
    auto looker = clerk;
    looker.departments[0].may_send = false;
    EXPECT_EQ(say_as(looker, parent.id, answers).error().why, Why::forbidden);
    auto stranger = clerk;
    stranger.departments.clear();
    EXPECT_EQ(say_as(stranger, parent.id, answers).error().why, Why::not_found);
    auto child = say(parent.id, answers).value();
    EXPECT_EQ(say(parent.id, answers).error().why, Why::conflict); // taken over already
    EXPECT_EQ(say(child.id, answers).error().why, Why::conflict);  // not finished
}

TEST(Answers, an_answer_that_says_nothing_and_numbers_out_of_range_are_errors)
{
    EXPECT_EQ(errors_in(NewAnswers{}).size(), 1U);
    EXPECT_EQ(errors_in(NewAnswers{.password = ""}).at(0).at, "password");
    auto errors = errors_in(NewAnswers{.read = feeds::ReadAnswers{.delimiter = "", .header_row = -1, .table = 0}});
    ASSERT_EQ(errors.size(), 3U);
    EXPECT_EQ(errors[0].at, "read.header_row");
    EXPECT_EQ(errors[1].at, "read.table");
    EXPECT_EQ(errors[2].at, "read.delimiter");
    EXPECT_TRUE(errors_in(NewAnswers{.read = feeds::ReadAnswers{.header_row = 0}}).empty());
    errors = errors_in(NewAnswers{.read = feeds::ReadAnswers{.area = "10,20,5,95"}});
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].at, "read.area");
    EXPECT_TRUE(errors_in(NewAnswers{.read = feeds::ReadAnswers{.area = "10,20,90.5,95"}}).empty());
}
} // namespace
} // namespace runs

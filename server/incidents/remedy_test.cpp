// Over tests/cases/known-errors: what an issue offers for a file takes the known error away, with the engine itself.
#include "engine/prepare/case_for_tests.hpp"
#include "engine/repair/repairs.hpp"
#include "server/incidents/remedy.hpp"
#include "tests/places.hpp"
#include <gmock/gmock.h>
#include <set>

namespace incidents
{
namespace
{
namespace fs = std::filesystem;
const fs::path cases = places::source("tests/cases/known-errors");

struct Circumstances {
    std::optional<std::string> period;
};
BOOST_DESCRIBE_STRUCT(Circumstances, (), (period))

class RemedyOfCase : public testing::TestWithParam<std::string>
{
protected:
    RemedyOfCase() : one_(cases / GetParam())
    {
        if (const auto* text = one_.extra("earlier.csv")) {
            earlier_.emplace(*text);
            one_.job.earlier = &*earlier_;
        }
        if (const auto* text = one_.extra("circumstances.json")) {
            Circumstances given;
            json::FieldErrors errors;
            auto value = json::parse(*text);
            json::decode(&value, given, "", errors);
            one_.job.period = given.period;
        }
    }
    static engine::Prepared read_as_sent(const engine::Job& job)
    {
        engine::CaseOutputs outputs;
        return engine::prepare_as_sent(job, outputs.open(), engine::Watcher());
    }
    engine::Prepared read(const engine::Job& job)
    {
        outputs_.files.clear();
        return engine::prepare(job, outputs_.open(), engine::Watcher());
    }
    RunOutcome shown() const
    {
        auto prepared = read_as_sent(one_.job);
        RunOutcome outcome;
        outcome.run.id = 7;
        outcome.cards = prepared.cards;
        outcome.doubts = prepared.doubts;
        outcome.known_errors = engine::match_known_errors(one_.job, prepared);
        return outcome;
    }

    engine::TestCase one_;
    std::optional<MemorySource> earlier_;
    engine::CaseOutputs outputs_;
};

// Dealt with by the reading, known to a person only, not near enough in every row, or lost.
const std::set<std::string> none_offered{"mark-in-header", "duplicate-upload",    "ghost-columns",   "scientific-ids",
                                         "totals-row",     "trailing-blank-rows", "unknown-student", "wrong-period"};

TEST_P(RemedyOfCase, is_offered_and_takes_it_away)
{
    auto outcome = shown();
    ASSERT_FALSE(outcome.known_errors.empty());
    int offered = 0;
    for (const auto& match : outcome.known_errors) {
        auto remedy = remedy_of(outcome, match.error, match.column);
        if (!remedy) continue;
        ++offered;
        EXPECT_EQ(remedy->run_id, 7);
        EXPECT_TRUE(still_shows(outcome.known_errors, {}, *remedy));
        auto job = one_.job;
        for (const auto& [header, field] : remedy->answers.columns.value_or(engine::ColumnAnswers{}))
            job.columns[header] = field;
        for (const auto& [doubt, answer] : remedy->answers.choices.value_or(engine::Choices{}))
            job.choices[doubt] = answer;
        auto prepared = read(job);
        EXPECT_EQ(prepared.verdict, engine::Verdict::publish) << match.signature;
        EXPECT_EQ(outputs_.files["clean.csv"].text, case_folders::file(cases / GetParam() / "expected/clean.csv"));
        EXPECT_FALSE(still_shows(engine::match_known_errors(job, prepared), prepared.repairs, *remedy))
            << match.signature;
    }
    EXPECT_EQ(offered == 0, none_offered.contains(GetParam()));
}

std::vector<std::string> names()
{
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(cases)) out.push_back(entry.path().filename().string());
    std::ranges::sort(out);
    return out;
}
INSTANTIATE_TEST_SUITE_P(KnownErrors, RemedyOfCase, testing::ValuesIn(names()), [](const auto& tested) {
    auto name = tested.param;
    std::ranges::replace(name, '-', '_');
    return name;
});

TEST(Remedy, is_not_offered_where_both_decimal_marks_are_as_likely)
{
    RunOutcome outcome;
    engine::KnownErrorMatch match;
    match.error = "decimal_comma";
    match.column = "amount";
    match.remedy.kind = engine::RemedyKind::add_step;
    outcome.known_errors = {match};
    EXPECT_TRUE(remedy_of(outcome, "decimal_comma", "amount"));
    EXPECT_FALSE(remedy_of(outcome, "decimal_comma", "other"));
    engine::Doubt doubt;
    doubt.what = "numbers";
    doubt.about = "amount";
    outcome.doubts = {doubt};
    EXPECT_FALSE(remedy_of(outcome, "decimal_comma", "amount"));
}

TEST(Remedy, is_not_offered_where_it_reaches_only_some)
{
    RunOutcome outcome;
    engine::KnownErrorMatch match;
    match.error = "unknown_student";
    match.column = "student_id";
    match.count = 2;
    match.remedy.kind = engine::RemedyKind::fix_cells;
    match.remedy.fixes.resize(1);
    outcome.known_errors = {match};
    EXPECT_FALSE(remedy_of(outcome, "unknown_student", "student_id"));
    outcome.known_errors[0].remedy.fixes.resize(2);
    EXPECT_TRUE(remedy_of(outcome, "unknown_student", "student_id"));
}

// The answer acts on it all the same, and it may be a protected one.
TEST(Remedy, counts_a_column_that_it_reaches_only_in_part)
{
    RunOutcome outcome;
    for (const char* column : {"partner", "student_id"}) {
        engine::KnownErrorMatch match;
        match.error = "unknown_student";
        match.column = column;
        match.count = outcome.known_errors.empty() ? 1 : 2;
        match.remedy.kind = engine::RemedyKind::fix_cells;
        match.remedy.fixes.resize(1);
        outcome.known_errors.push_back(match);
    }
    auto remedy = remedy_of(outcome, "unknown_student", "partner").value();
    EXPECT_THAT(remedy.touched, testing::ElementsAre("partner", "student_id"));
    EXPECT_EQ(remedy.values, 2);
}

TEST(Remedy, counts_every_column_that_its_answer_holds_for)
{
    RunOutcome outcome;
    for (const char* column : {"status", "room"}) {
        engine::KnownErrorMatch match;
        match.error = "near_value";
        match.column = column;
        match.count = 3;
        match.remedy.kind = engine::RemedyKind::add_step;
        outcome.known_errors.push_back(match);
    }
    auto remedy = remedy_of(outcome, "near_value", "room").value();
    EXPECT_EQ(remedy.values, 6);
    EXPECT_THAT(remedy.touched, testing::ElementsAre("status", "room"));
}

TEST(Remedy, changes_few_rows_or_a_small_part_of_many)
{
    EXPECT_TRUE(changes_few(1000, 1000));
    EXPECT_FALSE(changes_few(1001, 5000));
    EXPECT_TRUE(changes_few(2000, 10'000));
}
} // namespace
} // namespace incidents

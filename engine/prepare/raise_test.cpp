#include "engine/prepare/raise.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::ElementsAre;
using testing::Field;

Doubt doubt_of(std::string what, DoubtOutcome outcome)
{
    Doubt doubt;
    doubt.what = std::move(what);
    doubt.question = "Which one?";
    doubt.evidence = "Both fit.";
    doubt.outcome = outcome;
    doubt.alternatives = {{"a", "A", {}}, {"b", "B", {}}};
    return doubt;
}

TEST(Raise, what_is_told_becomes_a_notice_and_holds_nothing)
{
    Prepared run;
    raise(doubt_of("encoding", DoubtOutcome::told), {}, run);
    EXPECT_TRUE(run.reasons.empty());
    EXPECT_THAT(run.notices, ElementsAre(Field(&Notice::message, "Both fit.")));
    EXPECT_EQ(run.doubts.size(), 1u);
}

TEST(Raise, what_is_asked_stands_before_the_limits_in_the_order_of_asking)
{
    Prepared run;
    run.reasons = {{"bad_rows", "Too many.", false}};
    raise(doubt_of("first", DoubtOutcome::asked), {}, run);
    raise(doubt_of("second", DoubtOutcome::asked), {}, run);
    EXPECT_THAT(run.reasons, ElementsAre(Field(&Reason::code, "first"), Field(&Reason::code, "second"),
                                         Field(&Reason::code, "bad_rows")));
    EXPECT_TRUE(run.reasons[0].answerable);
    EXPECT_EQ(run.reasons[0].message, "Which one? Both fit.");
}

TEST(Raise, an_answer_settles_it_and_one_that_was_not_offered_does_not)
{
    Prepared run;
    raise(doubt_of("encoding", DoubtOutcome::asked), {{"encoding", "b"}}, run);
    EXPECT_TRUE(run.doubts.empty());
    raise(doubt_of("encoding", DoubtOutcome::asked), {{"encoding", "c"}}, run);
    EXPECT_EQ(run.reasons.size(), 1u);
}

TEST(Raise, the_same_question_is_asked_once)
{
    Prepared run;
    raise(doubt_of("numbers", DoubtOutcome::asked), {}, run);
    raise(doubt_of("numbers", DoubtOutcome::asked), {}, run);
    EXPECT_EQ(run.doubts.size(), 1u);
    EXPECT_EQ(run.reasons.size(), 1u);
    EXPECT_THAT(in_words(run.doubts[0]), testing::EndsWith("A. B."));
}
} // namespace
} // namespace engine

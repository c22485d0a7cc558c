#include "engine/validate/verdict.hpp"
#include <deque>
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::HasSubstr;

Contract contract(const std::string& rest = "")
{
    return parse_contract("feed: f\nschema: {fields: [{name: id}, {name: name}], primaryKey: id}\n" + rest, "f.yaml");
}

Counts counts(std::int64_t passed, std::int64_t held)
{
    Counts out;
    out.ledger.passed = passed;
    out.ledger.held_back = held;
    return out;
}

std::string codes(const Decision& decision)
{
    std::string out(boost::describe::enum_to_string(decision.verdict, "?"));
    for (const auto& reason : decision.reasons) out += " " + reason.code;
    return out;
}

// A file of `now` against a previous version of `before`; ids and names alike unless `changed` of them differ.
std::string against(const Contract& contract, int before, int now, int changed = 0,
                    std::vector<std::string> approved = {})
{
    Comparison comparison(contract.schema, {"id", "name"});
    std::deque<std::string> texts;
    auto text = [&](const std::string& one) -> std::string_view { return texts.emplace_back(one); };
    Chunk chunk;
    chunk.columns.resize(2);
    for (int i = 0; i < before; ++i) {
        chunk.columns[0].push_back(text(std::to_string(i)));
        chunk.columns[1].push_back("Ada");
        chunk.line.push_back(static_cast<std::uint64_t>(i));
    }
    comparison.add_previous(chunk);
    Batch batch;
    batch.columns.resize(2);
    for (int i = 0; i < now; ++i) {
        batch.columns[0].push_back(text(std::to_string(i)));
        batch.columns[1].push_back(i < changed ? std::string_view("Eve") : "Ada");
        batch.live.push_back(static_cast<std::uint32_t>(i));
    }
    std::vector<std::uint8_t> held(static_cast<std::size_t>(now));
    comparison.see(batch, held);
    auto all = counts(now, 0);
    all.comparison = &comparison;
    return codes(decide(contract, all, approved));
}

TEST(Verdict, publishes_up_to_the_limit_of_bad_rows_and_holds_above_it)
{
    EXPECT_EQ(codes(decide(contract(), counts(95, 5), {})), "publish");
    EXPECT_EQ(codes(decide(contract(), counts(94, 6), {})), "hold bad_rows");
    EXPECT_EQ(codes(decide(contract("limits: {bad_rows: 0%}"), counts(999, 1), {})), "hold bad_rows");
    EXPECT_EQ(codes(decide(contract("limits: {bad_rows: 100%}"), counts(0, 7), {})), "publish");
    EXPECT_EQ(codes(decide(contract(), counts(0, 0), {})), "publish") << "every row was taken out on purpose";
}

TEST(Verdict, an_approval_lets_its_own_limit_through)
{
    EXPECT_EQ(codes(decide(contract(), counts(1, 1), {"bad_rows"})), "publish");
    EXPECT_EQ(codes(decide(contract(), counts(1, 1), {"gone"})), "hold bad_rows");
}

TEST(Verdict, a_truncated_roster_is_held)
{
    EXPECT_EQ(against(contract(), 100, 90), "publish");
    EXPECT_EQ(against(contract(), 100, 50), "hold gone");
    EXPECT_EQ(against(contract("limits: {gone: 60%}"), 100, 50), "publish");
    EXPECT_EQ(against(contract(), 100, 50, 0, {"gone"}), "publish");
}

TEST(Verdict, too_many_changes_are_held)
{
    EXPECT_EQ(against(contract(), 100, 100, 75), "publish");
    EXPECT_EQ(against(contract(), 100, 100, 76), "hold changed");
}

TEST(Verdict, history_watches_the_number_of_rows)
{
    EXPECT_EQ(against(contract("history: {rows: 25%}"), 100, 126), "hold history");
    EXPECT_EQ(against(contract("history: {rows: 25%}"), 100, 125), "publish");
}

TEST(Verdict, ambiguous_dates_are_a_question_that_no_approval_answers)
{
    auto many = counts(50, 50);
    many.ambiguous_dates = 50;
    many.ambiguous_column = "day";
    auto decision = decide(contract(), many, {"bad_rows"});
    EXPECT_EQ(codes(decision), "refuse ambiguous_dates");
    EXPECT_TRUE(decision.reasons[0].answerable);
    EXPECT_THAT(decision.reasons[0].message, HasSubstr("50 of 100 rows"));
    many.ambiguous_dates = 1;
    EXPECT_EQ(codes(decide(contract(), many, {"bad_rows"})), "publish");
}
} // namespace
} // namespace engine

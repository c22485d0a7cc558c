// 4,812 findings of four causes: few cards, few clicks, nothing left.
#include "engine/prepare/case_for_tests.hpp"
#include "engine/repair/repairs.hpp"
#include <gmock/gmock.h>
#include <random>
#include <set>

namespace engine
{
namespace
{
constexpr const char* rules = R"(feed: fees
schema:
  fields:
    - {name: student_id, title: Student ID, constraints: {required: true, pattern: "[0-9]{9}"}}
    - {name: due, title: Due, type: date}
    - {name: amount, title: Amount, type: number}
    - {name: kind, title: Kind, constraints: {enum: [Lunch, Music, Trip]}}
limits: {bad_rows: 100%}
)";

// `wrong` rows of each of the four kinds, in an order that chance has.
std::string file_with(std::mt19937& random, const std::vector<int>& wrong)
{
    std::vector<int> kinds(1'000, -1);
    for (std::size_t kind = 0; kind < wrong.size(); ++kind)
        kinds.insert(kinds.end(), static_cast<std::size_t>(wrong[kind]), static_cast<int>(kind));
    std::ranges::shuffle(kinds, random);
    std::string text = "Student ID;Due;Amount;Kind\n";
    int row = 0;
    for (auto kind : kinds) {
        ++row;
        static constexpr const char* near[] = {"Lnch", "Musik", "Tripp", "lunch"};
        text += fmt::format("{};{};{};{}\n", kind == 0 ? std::to_string(1'100'000 + row) : fmt::format("{:09}", row),
                            kind == 1 ? std::to_string(46'000 + row % 300) : "2026-11-30",
                            kind == 2 ? fmt::format("{},50", row) : fmt::format("{}.50", row),
                            kind == 3 ? near[row % 4] : "Lunch");
    }
    return text;
}

std::multiset<std::string> causes(const Prepared& prepared)
{
    std::multiset<std::string> out;
    for (const auto& card : prepared.cards) out.insert(card.rule + "/" + card.column.value_or(""));
    return out;
}

TEST(ManyFindings, four_causes_are_few_cards_and_a_few_remedies_leave_none)
{
    std::mt19937 random(4812);
    for (const auto& wrong : {std::vector{2'000, 312, 1'000, 1'500}, {1'203, 1'203, 1'203, 1'203}, {4'809, 1, 1, 1}}) {
        auto text = file_with(random, wrong);
        MemorySource source(text);
        Job job;
        job.file_name = "fees.csv";
        job.file = &source;
        job.contract_text = rules;
        CaseOutputs outputs;
        auto before = prepare_as_sent(job, outputs.open(), Watcher());
        EXPECT_EQ(before.errors, 4'812);
        EXPECT_LE(before.cards.size(), 5u);
        EXPECT_THAT(causes(before),
                    testing::ElementsAre("enum/kind", "pattern/student_id", "type_date/due", "type_number/amount"));
        std::int64_t carded = 0;
        for (const auto& card : before.cards) {
            carded += card.count;
            EXPECT_EQ(card.examples.size(), std::min<std::size_t>(3, static_cast<std::size_t>(card.count)));
            for (const auto& example : card.examples)
                EXPECT_EQ(example.rule + *example.column, card.rule + *card.column);
        }
        EXPECT_EQ(carded, 4'812);

        int clicks = 0;
        auto now = before;
        while (now.errors > 0 && clicks < 10) {
            auto matches = match_known_errors(job, now);
            ASSERT_FALSE(matches.empty());
            for (const auto& card : now.cards)
                EXPECT_TRUE(std::ranges::any_of(matches,
                                                [&](const auto& match) {
                                                    return match.column == card.column &&
                                                           std::ranges::find(match.rules, card.rule) !=
                                                               match.rules.end();
                                                }))
                    << card.title << ": every card has its proposal";
            for (const auto& match : matches) {
                job = with_remedy(job, match.remedy);
                ++clicks;
            }
            CaseOutputs again;
            now = prepare_as_sent(job, again.open(), Watcher());
        }
        EXPECT_EQ(now.errors, 0) << clicks;
        EXPECT_LE(clicks, 10);
        EXPECT_EQ(now.ledger.passed + now.ledger.fixed, 5'812);

        // Taken back, the findings are as they were.
        Job undone = job;
        undone.contract_text = rules;
        undone.fixes.clear();
        CaseOutputs third;
        prepare_as_sent(undone, third.open(), Watcher());
        EXPECT_EQ(third.files["findings.json"].text, outputs.files["findings.json"].text);
    }
}
} // namespace
} // namespace engine

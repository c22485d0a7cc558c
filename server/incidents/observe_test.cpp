#include "engine/repair/repairs.hpp"
#include "server/incidents/observation.hpp"
#include "server/incidents/shipped.hpp"
#include <gmock/gmock.h>
#include <set>

namespace incidents
{
namespace
{
using testing::ElementsAre;
using testing::IsEmpty;

RunOutcome outcome_in(runs::RunState state)
{
    RunOutcome outcome;
    outcome.run.id = 7;
    outcome.run.state = state;
    outcome.run.feed = {3, "fees", "Fees"};
    outcome.run.department = {2, "fees", "Fees office"};
    return outcome;
}

engine::Card card(std::string rule, std::optional<std::string> column, std::int64_t count,
                  engine::Severity severity = engine::Severity::error)
{
    engine::Card card;
    card.rule = std::move(rule);
    card.column = std::move(column);
    card.count = count;
    card.severity = severity;
    card.title = "Amount is no number";
    return card;
}

engine::KnownErrorMatch match(std::string_view error, std::optional<std::string> column, engine::RemedyKind remedy)
{
    engine::Remedy what;
    what.kind = remedy;
    return find_in_engine(error)->match(std::move(column), 5, "Evidence with a value: 0012.", what);
}

std::vector<std::string> keys(const RunOutcome& outcome)
{
    std::vector<std::string> found;
    for (const auto& one : observations_of(outcome))
        found.push_back(json::enum_text(one.identity.kind) + " " + one.identity.about +
                        (one.identity.column ? " " + *one.identity.column : "") + " " + json::enum_text(one.severity) +
                        (one.repaired ? " repaired" : ""));
    return found;
}

TEST(Observe, rows_held_back_are_one_for_each_rule_and_column)
{
    auto outcome = outcome_in(runs::RunState::succeeded);
    outcome.cards = {card("type_number", "amount", 5), card("type_number", "amount", 2), card("required", "id", 1),
                     card("range", "amount", 9, engine::Severity::warning)};
    EXPECT_THAT(keys(outcome), ElementsAre("rows type_number amount low", "rows required id low"));
    EXPECT_EQ(observations_of(outcome)[0].rows, 7);
}

TEST(Observe, what_stops_the_publication_weighs_more)
{
    auto outcome = outcome_in(runs::RunState::held);
    outcome.cards = {card("required", "id", 40)};
    outcome.reasons = {{"bad_rows", "40 of 50 rows have problems.", true}};
    EXPECT_THAT(keys(outcome), ElementsAre("rows required id high")) << "the limit is explained by its rows";
}

TEST(Observe, a_limit_that_no_row_explains_is_one_of_its_own)
{
    auto outcome = outcome_in(runs::RunState::held);
    outcome.reasons = {{"gone", "Half the rows are gone.", true}};
    EXPECT_THAT(keys(outcome), ElementsAre("held gone high"));
}

TEST(Observe, a_known_error_stands_for_its_findings_and_its_question)
{
    auto outcome = outcome_in(runs::RunState::held);
    outcome.known_errors = {match("scientific_ids", "student_id", engine::RemedyKind::send_back)};
    outcome.cards = {card("pattern", "student_id", 5), card("pattern", "other", 1)};
    engine::Doubt doubt;
    doubt.what = "repair";
    doubt.about = "scientific_ids";
    outcome.doubts = {doubt};
    outcome.reasons = {{"repair", "May this be published?", true}};
    EXPECT_THAT(keys(outcome), ElementsAre("known_error scientific_ids student_id high", "rows pattern other high"));
}

TEST(Observe, repaired_before_publication_is_dealt_with)
{
    auto outcome = outcome_in(runs::RunState::succeeded);
    engine::AppliedRepair repair;
    repair.error = "decimal_comma";
    repair.column = "amount";
    repair.count = 463;
    repair.errors_before = 463;
    outcome.repairs = {repair};
    outcome.known_errors = {match("trailing_blank_rows", {}, engine::RemedyKind::handled)};
    EXPECT_THAT(keys(outcome), ElementsAre("known_error decimal_comma amount info repaired",
                                           "known_error trailing_blank_rows info repaired"));
}

TEST(Observe, a_file_that_was_read_in_another_way_is_dealt_with_though_its_rules_say_otherwise)
{
    auto outcome = outcome_in(runs::RunState::succeeded);
    outcome.known_errors = {match("header_below_notes", {}, engine::RemedyKind::reread),
                            match("near_value", "status", engine::RemedyKind::add_step)};
    for (const auto& one : outcome.known_errors) {
        engine::AppliedRepair repair;
        repair.error = one.error;
        repair.column = one.column;
        repair.count = 1;
        outcome.repairs.push_back(repair);
    }
    EXPECT_THAT(keys(outcome),
                ElementsAre("known_error header_below_notes info repaired", "known_error near_value status low"));
}

TEST(Observe, a_question_of_another_kind_is_a_doubt)
{
    auto outcome = outcome_in(runs::RunState::held);
    engine::Doubt doubt;
    doubt.what = "encoding";
    outcome.doubts = {doubt};
    outcome.reasons = {{"encoding", "Which letters are right? “Müller”", true}};
    EXPECT_THAT(keys(outcome), ElementsAre("doubt encoding high"));
    doubt.outcome = engine::DoubtOutcome::told;
    outcome.doubts = {doubt};
    outcome.run.state = runs::RunState::succeeded;
    EXPECT_THAT(keys(outcome), IsEmpty());
}

TEST(Observe, ends_of_runs_are_told_apart)
{
    using enum runs::RunState;
    auto end = [](runs::RunState state, const char* code) {
        auto outcome = outcome_in(state);
        outcome.run.reason = engine::Reason{code, "Ada Lovelace’s file could not be read.", false};
        auto found = observations_of(outcome);
        EXPECT_EQ(found.size(), 1u);
        EXPECT_EQ(found[0].title.find("Ada"), std::string::npos) << "a sentence of a run may quote its file";
        return json::enum_text(found[0].identity.kind) + " " + json::enum_text(found[0].severity);
    };
    EXPECT_EQ(end(failed, "accident"), "failed high");
    EXPECT_EQ(end(failed, "too_slow"), "crash high");
    EXPECT_EQ(end(failed, "refused_by_sandbox"), "crash high");
    EXPECT_EQ(end(quarantined, "crashed"), "quarantined critical");
    EXPECT_EQ(end(failed, "no_table"), "refused high");
    EXPECT_EQ(end(failed, "something_new"), "refused high");
    EXPECT_EQ(end(held, "second_file"), "held high");
}

TEST(Observe, drift_is_an_incident_though_it_is_a_warning)
{
    auto outcome = outcome_in(runs::RunState::succeeded);
    outcome.cards = {card("column_gone", "phone", 1, engine::Severity::warning)};
    EXPECT_THAT(keys(outcome), ElementsAre("drift column_gone phone low"));
}

TEST(Observe, nothing_of_a_row_reaches_a_key_or_a_title)
{
    auto outcome = outcome_in(runs::RunState::held);
    outcome.known_errors = {match("eaten_zeros", "student_id", engine::RemedyKind::add_step)};
    for (const auto& one : observations_of(outcome)) {
        auto text = json::serialize(json::encode(fingerprint_of(one.identity).parts)) + one.title;
        EXPECT_EQ(text.find("0012"), std::string::npos) << text;
    }
}

TEST(Fingerprint, is_of_kind_place_cause_and_column_alone)
{
    Identity base{IncidentKind::rows, feeds::FeedRef{3, "fees", "Fees"}, departments::DepartmentRef{2, "f", "F"},
                  "required", "id"};
    std::set<std::string> hashes{fingerprint_of(base).hash};
    auto apart = [&](auto change) {
        auto other = base;
        change(other);
        EXPECT_TRUE(hashes.insert(fingerprint_of(other).hash).second);
    };
    apart([](Identity& one) { one.kind = IncidentKind::drift; });
    apart([](Identity& one) { one.feed->id = 4; });
    apart([](Identity& one) { one.about = "enum"; });
    apart([](Identity& one) { one.column = "name"; });
    apart([](Identity& one) { one.column.reset(); });
    apart([](Identity& one) { one.feed.reset(); });
    apart([](Identity& one) {
        one.about = "requiredi";
        one.column = "d";
    });
    auto renamed = base;
    renamed.feed->title = "Fees of the school";
    EXPECT_TRUE(hashes.contains(fingerprint_of(renamed).hash)) << "a title is free text";
}

TEST(Shipped, has_words_for_each_known_error_of_the_engine)
{
    for (const auto* error : engine::known_errors) {
        const auto* words = find_shipped(error->name);
        ASSERT_TRUE(words) << error->name;
        for (auto text : {words->title, words->symptom, words->workaround, words->remedy}) EXPECT_FALSE(text.empty());
    }
}
} // namespace
} // namespace incidents

// tests/cases/known-errors/<error>/: as tests/cases/process (engine/case_for_tests.hpp), with earlier.csv (the last
// file as it was sent) and circumstances.json (the period) where the error needs them. expected/result.txt tells what
// is recognised and what comes of the repair, expected/clean.csv the output after it. BATCHOPS_UPDATE_CASES=1 writes
// what is expected anew, to be read before it is committed.
#include "engine/prepare/case_for_tests.hpp"
#include "engine/repair/repairs.hpp"
#include "tests/places.hpp"
#include <gmock/gmock.h>

namespace engine
{
struct CaseCircumstances {
    std::optional<std::string> period;
};
BOOST_DESCRIBE_STRUCT(CaseCircumstances, (), (period))

namespace
{
namespace fs = std::filesystem;
const fs::path folder = places::source("tests/cases/known-errors");

std::string error_of(std::string name)
{
    std::ranges::replace(name, '-', '_');
    return name;
}

struct Ran {
    explicit Ran(const Job& job) : prepared(prepare_as_sent(job, outputs.open(), Watcher())) {}
    CaseOutputs outputs;
    Prepared prepared;
};

std::string told(const Prepared& prepared)
{
    const auto& l = prepared.ledger;
    auto out =
        fmt::format("verdict {}; in={} passed={} fixed={} held_back={} duplicate={} ignored={}\n",
                    json::enum_text(prepared.verdict), l.in, l.passed, l.fixed, l.held_back, l.duplicate, l.ignored);
    for (const auto& reason : prepared.reasons) out += fmt::format("  reason {}: {}\n", reason.code, reason.message);
    for (const auto& card : prepared.cards) out += fmt::format("  {} × {}: {}\n", card.count, card.rule, card.title);
    return out;
}

std::string told(const KnownErrorMatch& match)
{
    auto out = fmt::format("{} [{}] {} × {}\n  {}\n  {}: {}\n", match.signature, json::enum_text(match.kind),
                           match.column.value_or("file"), match.count, match.evidence,
                           json::enum_text(match.remedy.kind), match.remedy.words);
    if (!match.remedy.step.empty()) out += fmt::format("  step {}\n", match.remedy.step);
    for (const auto& [header, field] : match.remedy.columns) out += fmt::format("  column “{}” → {}\n", header, field);
    for (const auto& fix : match.remedy.fixes)
        out += fmt::format("  row {} {}: {} → {}\n", fix.line, fix.column.value_or(""), fix.from.value_or(""),
                           fix.to.value_or(""));
    return out;
}

class KnownErrorCase : public testing::TestWithParam<std::string>
{
protected:
    KnownErrorCase() : one_(folder / GetParam())
    {
        if (auto* text = one_.extra("circumstances.json")) {
            CaseCircumstances given;
            json::FieldErrors errors;
            auto value = json::parse(*text);
            json::decode(&value, given, "", errors);
            EXPECT_TRUE(errors.empty());
            one_.job.period = given.period;
        }
        if (auto* text = one_.extra("earlier.csv")) {
            earlier_.emplace(*text);
            one_.job.earlier = &*earlier_;
        }
    }
    std::vector<KnownErrorMatch> matches(const Ran& run) const { return match_known_errors(one_.job, run.prepared); }

    TestCase one_;
    std::optional<MemorySource> earlier_;
};

TEST_P(KnownErrorCase, is_recognised_and_repaired_as_its_class_allows)
{
    auto name = error_of(GetParam());
    Ran before(one_.job);
    auto found = matches(before);
    auto match = std::ranges::find(found, name, &KnownErrorMatch::error);
    ASSERT_NE(match, found.end()) << told(before.prepared);
    auto repaired = with_remedy(one_.job, match->remedy);
    Ran after(repaired);

    auto text = "before: " + told(before.prepared);
    for (const auto& other : found) text += told(other);
    text += "after: " + told(after.prepared);
    compare_case(folder / GetParam() / "expected/result.txt", text);
    if (after.prepared.verdict == Verdict::publish)
        compare_case(folder / GetParam() / "expected/clean.csv", after.outputs.files["clean.csv"].text);

    auto kind = match->remedy.kind;
    if (match->kind == ErrorClass::format) {
        EXPECT_EQ(after.prepared.verdict, Verdict::publish) << text;
        EXPECT_EQ(after.prepared.errors, 0) << text;
        EXPECT_THAT(kind, testing::AnyOf(RemedyKind::handled, RemedyKind::reread, RemedyKind::add_step,
                                         RemedyKind::fix_cells, RemedyKind::map_column));
    } else if (match->kind == ErrorClass::meaning) {
        EXPECT_THAT(kind, testing::AnyOf(RemedyKind::ask, RemedyKind::add_step, RemedyKind::fix_cells));
        EXPECT_LE(after.prepared.errors, before.prepared.errors) << text;
    } else {
        EXPECT_EQ(kind, RemedyKind::send_back);
        EXPECT_EQ(repaired.contract_text, one_.job.contract_text) << "nothing is invented";
        EXPECT_TRUE(repaired.fixes.empty());
    }
}

TEST_P(KnownErrorCase, is_gone_after_its_repair)
{
    auto name = error_of(GetParam());
    auto found = matches(Ran(one_.job));
    auto match = std::ranges::find(found, name, &KnownErrorMatch::error);
    ASSERT_NE(match, found.end());
    auto kind = match->remedy.kind;
    if (kind == RemedyKind::handled || kind == RemedyKind::ask || kind == RemedyKind::send_back) return;
    auto repaired = with_remedy(one_.job, match->remedy);
    for (const auto& again : match_known_errors(repaired, Ran(repaired).prepared)) {
        bool is_it =
            again.error == name && again.remedy.kind != RemedyKind::handled && again.remedy.kind != RemedyKind::ask;
        EXPECT_FALSE(is_it) << told(again);
    }
}

std::vector<std::string> cases_of(ErrorClass kind)
{
    auto names = case_folders::names_in(folder);
    std::erase_if(names, [&](const std::string& name) {
        return std::ranges::none_of(known_errors, [&](const KnownError* error) {
            return error->kind == kind && error->name == error_of(name);
        });
    });
    return names;
}

class FormatErrorCase : public KnownErrorCase
{
};

// A format error never waits for a person, and nothing of it is left in what is published.
TEST_P(FormatErrorCase, is_repaired_before_publication)
{
    auto name = error_of(GetParam());
    auto found = matches(Ran(one_.job));
    auto match = std::ranges::find(found, name, &KnownErrorMatch::error);
    ASSERT_NE(match, found.end());
    CaseOutputs outputs;
    auto done = prepare(one_.job, outputs.open(), Watcher());
    EXPECT_EQ(done.verdict, Verdict::publish) << told(done);
    EXPECT_EQ(done.errors, 0) << told(done);
    EXPECT_EQ(outputs.files["clean.csv"].text, case_folders::file(folder / GetParam() / "expected/clean.csv"));
    bool handled = match->remedy.kind == RemedyKind::handled;
    EXPECT_EQ(std::ranges::count(done.repairs, name, &AppliedRepair::error), handled ? 0 : 1);
}

INSTANTIATE_TEST_SUITE_P(KnownErrors, KnownErrorCase, testing::ValuesIn(case_folders::names_in(folder)),
                         [](const auto& info) { return error_of(info.param); });
INSTANTIATE_TEST_SUITE_P(KnownErrors, FormatErrorCase, testing::ValuesIn(cases_of(ErrorClass::format)),
                         [](const auto& info) { return error_of(info.param); });

TEST(KnownErrors, every_one_has_its_case_and_its_class)
{
    std::vector<std::string> names, cases;
    std::map<ErrorClass, std::vector<std::string>> by_class;
    for (const auto* error : known_errors) {
        names.emplace_back(error->name);
        by_class[error->kind].emplace_back(error->name);
        EXPECT_FALSE(error->cause.empty());
    }
    for (const auto& name : case_folders::names_in(folder)) cases.push_back(error_of(name));
    std::ranges::sort(names);
    EXPECT_EQ(names, cases);
    EXPECT_EQ(names.size(), 20u);
    EXPECT_THAT(by_class[ErrorClass::meaning],
                testing::UnorderedElementsAre("day_month_swap", "same_key_twice", "near_value", "eaten_zeros",
                                              "unknown_student", "wrong_period"));
    EXPECT_THAT(by_class[ErrorClass::lost], testing::ElementsAre("scientific_ids"));
}

// A file without an error shows none, or some error would be found everywhere.
TEST(KnownErrors, a_good_file_shows_none)
{
    for (const auto* name : {"duplicate-upload", "renamed-column"}) {
        TestCase one(folder / name);
        std::string text = case_folders::file(folder / "duplicate-upload" / "input.csv");
        MemorySource good(text);
        one.job.file = &good;
        auto found = match_known_errors(one.job, Ran(one.job).prepared);
        EXPECT_TRUE(found.empty()) << told(found[0]);
    }
}
} // namespace
} // namespace engine

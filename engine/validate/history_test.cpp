// A feed's weeks one after another: what is normal goes through, what is lost stops.
#include "engine/prepare/prepare.hpp"
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <random>

namespace engine
{
namespace
{
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

struct Pupil {
    int id, year;
    char form;
    std::string name, status = "full time";
};
using Roster = std::vector<Pupil>;

std::string text_of(const Roster& roster)
{
    std::string text = "Student ID,Name,Year,Form,Status\n";
    for (const auto& one : roster)
        text += fmt::format("{:06},{},Yr {},{}{},{}\n", one.id, one.name, one.year, one.year, one.form, one.status);
    return text;
}

const std::string rules = R"(feed: roster
schema:
  fields:
    - {name: student_id, constraints: {required: true, pattern: "[0-9]{6}"}}
    - {name: name, constraints: {required: true}}
    - {name: year}
    - {name: form}
    - {name: status}
  primaryKey: student_id
steps: [{do: trim}]
history: {rows: 25%, nulls: 10%}
)";

struct Ran {
    Prepared prepared;
    std::string clean;
};

Ran run(const std::string& text, const std::string& previous, const std::string& contract = rules)
{
    MemorySource file(text), before(previous);
    std::map<std::string, StringSink> files;
    Job job;
    job.file_name = "roster.csv";
    job.file = &file;
    job.contract_text = contract;
    job.previous = previous.empty() ? nullptr : &before;
    Ran out;
    auto anew = [&](std::string_view name) { return &(files[std::string(name)] = StringSink()); };
    out.prepared = prepare(job, anew, Watcher());
    out.clean = files["clean.csv"].text;
    return out;
}

std::vector<std::string> codes(const Prepared& prepared)
{
    std::vector<std::string> out;
    for (const auto& notice : prepared.notices) out.push_back(notice.code);
    for (const auto& reason : prepared.reasons) out.push_back("reason " + reason.code);
    return out;
}

std::string reasons(const Prepared& prepared)
{
    std::string out;
    for (const auto& reason : prepared.reasons) out += reason.message + "\n";
    return out;
}

class School
{
public:
    explicit School(unsigned seed) : random_(seed)
    {
        for (int year = 7; year <= 13; ++year)
            for (int i = 0; i < 90; ++i) join(year);
    }
    // A few join, leave, move form or change their name.
    void week()
    {
        std::erase_if(roster, [&](const Pupil&) { return below(100) < 1; });
        for (int i = below(9); i > 0; --i) join(7 + below(7));
        for (auto& one : roster) {
            if (below(100) < 3) one.form = static_cast<char>('A' + below(4));
            if (below(100) < 2) one.name += "-Smith";
            if (below(100) < 2) one.status = "part time";
        }
        std::ranges::shuffle(roster, random_);
    }
    void new_year()
    {
        std::erase_if(roster, [](const Pupil& one) { return one.year == 13; });
        for (auto& one : roster) ++one.year;
        for (int i = 0; i < 95; ++i) join(7);
        week();
    }
    Roster roster;

private:
    int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
    void join(int year)
    {
        ++last_id_;
        roster.push_back({last_id_, year, static_cast<char>('A' + below(4)), fmt::format("Pupil {}", last_id_)});
    }
    std::mt19937 random_;
    int last_id_ = 1000;
};

TEST(History, eight_normal_weeks_and_a_new_year_hold_nothing)
{
    for (unsigned seed = 1; seed <= 6; ++seed) {
        School school(seed);
        std::string previous;
        for (int week = 0; week < 8; ++week) {
            auto ran = run(text_of(school.roster), previous);
            EXPECT_EQ(ran.prepared.verdict, Verdict::publish) << "week " << week << ": " << reasons(ran.prepared);
            EXPECT_THAT(codes(ran.prepared), Not(Contains("new_year")));
            previous = ran.clean;
            school.week();
        }
        school.new_year();
        auto ran = run(text_of(school.roster), previous);
        EXPECT_EQ(ran.prepared.verdict, Verdict::publish) << reasons(ran.prepared);
        EXPECT_THAT(codes(ran.prepared), Contains("new_year"));
        EXPECT_GT(ran.prepared.changes->updated, 400) << "they are still told as changed";
        EXPECT_GT(ran.prepared.changes->gone, 80);
    }
}

TEST(History, half_a_list_is_held_in_any_week)
{
    School school(11);
    auto previous = run(text_of(school.roster), "").clean;
    for (bool new_year : {false, true}) {
        if (new_year)
            school.new_year();
        else
            school.week();
        auto half = school.roster;
        half.resize(half.size() / 2);
        auto ran = run(text_of(half), previous);
        EXPECT_EQ(ran.prepared.verdict, Verdict::hold);
        EXPECT_THAT(codes(ran.prepared), Contains("reason gone")) << new_year;
    }
}

TEST(History, a_year_that_is_missing_in_an_ordinary_week_is_held)
{
    School school(12);
    auto previous = run(text_of(school.roster), "").clean;
    school.week();
    std::erase_if(school.roster, [](const Pupil& one) { return one.year == 13; });
    EXPECT_THAT(codes(run(text_of(school.roster), previous).prepared), Contains("reason gone"));
}

TEST(History, everyone_changed_in_another_way_is_held)
{
    School school(13);
    auto previous = run(text_of(school.roster), "").clean;
    for (auto& one : school.roster) one.status = "unknown";
    EXPECT_THAT(codes(run(text_of(school.roster), previous).prepared), Contains("reason changed"));
    School other(13);
    for (auto& one : other.roster) --one.year;
    EXPECT_THAT(codes(run(text_of(other.roster), previous).prepared), Contains("reason changed")) << "years go up";
}

TEST(History, new_and_vanished_words_are_told)
{
    School school(14);
    for (std::size_t i = 0; i < 100; ++i) school.roster[i].status = "part time";
    auto previous = run(text_of(school.roster), "").clean;
    for (std::size_t i = 0; i < 100; ++i) school.roster[i].status = i < 12 ? "remote" : "full time";
    auto ran = run(text_of(school.roster), previous);
    std::string all;
    for (const auto& notice : ran.prepared.notices) all += notice.message + "\n";
    EXPECT_THAT(all, HasSubstr("status has values that the last version did not have: “remote” (12 rows)."));
    EXPECT_THAT(all, HasSubstr("status no longer has values that the last version had: “part time” (100 rows)."));
    EXPECT_THAT(all, Not(HasSubstr("name has values")));
}

TEST(History, a_column_with_a_new_name_is_taken_by_its_values_and_one_that_is_gone_is_a_finding)
{
    School school(15);
    auto text = text_of(school.roster);
    auto previous = run(text, "").clean;
    auto renamed = text;
    renamed.replace(renamed.find("Form"), 4, "Gruppe");
    auto ran = run(renamed, previous);
    EXPECT_EQ(ran.prepared.warnings, 0);
    ASSERT_EQ(ran.prepared.repairs.size(), 1U);
    EXPECT_EQ(ran.prepared.repairs[0].error, "renamed_column");
    EXPECT_EQ(ran.prepared.repairs[0].column, "form");
    EXPECT_THAT(ran.prepared.repairs[0].evidence, HasSubstr("100 % of the values of “Gruppe”"));
    EXPECT_TRUE(ran.clean == run(text, previous).clean);

    renamed = text;
    renamed.replace(renamed.find("Student ID"), 10, "Matrikel");
    ran = run(renamed, previous);
    ASSERT_EQ(ran.prepared.repairs.size(), 1U);
    EXPECT_EQ(ran.prepared.repairs[0].column, "student_id");
    EXPECT_EQ(ran.prepared.verdict, Verdict::publish) << reasons(ran.prepared);

    auto dropped = text;
    for (auto at = dropped.find(",full time"); at != dropped.npos; at = dropped.find(",full time"))
        dropped.erase(at, 10);
    dropped.erase(dropped.find(",Status"), 7);
    ran = run(dropped, previous);
    EXPECT_THAT(ran.prepared.findings[0].remedy, HasSubstr("left out on purpose"));
}

TEST(History, a_field_that_a_step_makes_is_not_gone)
{
    auto contract = rules + "";
    contract.replace(contract.find("[{do: trim}]"), 12, "[{do: split, column: Whole, by: \" \", into: [name, form]}]");
    std::string text = "Student ID,Whole,Year,Status\n000001,Ann A,7,x\n000002,Bob B,8,x\n";
    auto previous = run(text, "", contract).clean;
    EXPECT_EQ(run(text, previous, contract).prepared.warnings, 0);
}

TEST(History, the_second_file_of_a_week_is_compared_by_key_and_the_first_with_nothing)
{
    auto weekly = rules;
    weekly.replace(weekly.find("feed: roster\n"), 13, "feed: roster\ndelivery: period\nperiod: week\n");
    School school(16);
    auto first = run(text_of(school.roster), "", weekly);
    EXPECT_EQ(first.prepared.verdict, Verdict::publish);
    EXPECT_FALSE(first.prepared.changes);
    for (int i = 0; i < 14; ++i) school.roster[static_cast<std::size_t>(i)].name += " corrected";
    auto second = run(text_of(school.roster), first.clean, weekly);
    EXPECT_EQ(second.prepared.verdict, Verdict::publish);
    EXPECT_EQ(second.prepared.changes->updated, 14);
}

TEST(History, across_periods_only_counts_are_compared)
{
    auto weekly = rules;
    weekly.replace(weekly.find("feed: roster\n"), 13, "feed: roster\ndelivery: period\nperiod: week\n");
    School school(17);
    auto last_week = run(text_of(school.roster), "", weekly).clean;
    auto compare = [&](const std::string& text) {
        MemorySource file(text), history(last_week);
        Job job;
        job.file_name = "roster.csv";
        job.file = &file;
        job.contract_text = weekly;
        job.history = &history;
        return prepare(job, [](std::string_view) -> ByteSink* { return nullptr; }, Watcher());
    };
    auto other_ids = school.roster;
    for (auto& one : other_ids) one.id += 100'000;
    auto normal = compare(text_of(other_ids));
    EXPECT_EQ(normal.verdict, Verdict::publish) << reasons(normal);
    EXPECT_FALSE(normal.changes) << "nothing is gone or changed between two weeks";
    EXPECT_THAT(codes(normal), Contains("other_period"));

    auto few = school.roster;
    few.resize(few.size() / 2);
    EXPECT_THAT(codes(compare(text_of(few))), Contains("reason history"));
    auto empty = school.roster;
    for (std::size_t i = 0; i < 200; ++i) empty[i].status.clear();
    EXPECT_THAT(codes(compare(text_of(empty))), Contains("reason history"));
}
} // namespace
} // namespace engine

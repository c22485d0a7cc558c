// Values that contradict each other, the file rules or the version before: asked or told, and plain ones are not.
#include "engine/prepare/case_for_tests.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using Values = std::vector<std::string>;

struct Given {
    std::string field; // of the column
    std::string rules; // more of the contract
    Values values;
    std::optional<std::string> before{}, period{};
    std::string name = "list.csv";
    Choices choices{};
};

struct Answer {
    Prepared prepared;
    std::string clean;

    std::vector<std::string> asked() const
    {
        std::vector<std::string> out;
        for (const auto& doubt : prepared.doubts)
            if (doubt.outcome == DoubtOutcome::asked) out.push_back(doubt.id());
        return out;
    }
    std::vector<std::string> told() const
    {
        std::vector<std::string> out;
        for (const auto& doubt : prepared.doubts)
            if (doubt.outcome == DoubtOutcome::told) out.push_back(doubt.evidence);
        return out;
    }
};

Answer answer(const Given& given)
{
    std::string text = "Id;Value\n";
    for (std::size_t i = 0; i < given.values.size(); ++i) text += fmt::format("A{};{}\n", i, given.values[i]);
    const auto published = given.before.value_or("");
    MemorySource source(text), before(published);
    Job job;
    job.file_name = given.name;
    job.file = &source;
    job.contract_text = fmt::format("feed: f\nschema:\n  fields:\n    - {{name: id}}\n    - {{{}, title: Value}}\n"
                                    "aliases: {{id: [Id], value: [Value]}}\n{}\nlimits: {{bad_rows: 100%}}\n",
                                    given.field, given.rules);
    job.contract_name = "rules.yaml";
    job.period = given.period;
    job.today = "2026-11-29";
    job.choices = given.choices;
    if (given.before) job.history = &before;
    CaseOutputs outputs;
    Answer out;
    out.prepared = prepare(job, outputs.open(), Watcher());
    out.clean = outputs.files["clean.csv"].text;
    return out;
}

const std::string number = "name: value, type: number";
const std::string german = "steps: [{do: numbers, column: value, decimal: \",\", group: \".\"}]";
const std::string day_first = "steps: [{do: dates, column: value, order: dmy}]";
const std::string date = "name: value, type: date";

TEST(NumberWatch, asks_where_a_number_may_be_a_thousand_times_as_large)
{
    const std::string before = "id,value\nA0,12.50\nA1,1250.75\n";
    for (const auto& given : {
             Given{number, german, {"12.50", "1.250", "1,250", "7.5"}},
             Given{number, german, {"12.50", "1,250", "7.25"}},
             Given{number, german, {"1,250", "2,500", "12,000"}},
             Given{number, "", {"1.250", "2.500", "12.000", "3.750"}},
             Given{number, "", {"1.251", "12.482", "3.753"}, before},
             Given{number, "", {"1.251", "12.482", "800"}},
             Given{number, "", {"12.50", "100.00", "7.25", "1.250"}},
             Given{"name: value, type: integer", "", {"1.000", "3.000", "12"}},
         })
        EXPECT_THAT(answer(given).asked(), Contains("numbers:value")) << given.values[0] << " " << given.values[1];
}

TEST(NumberWatch, asks_nothing_where_the_writing_is_plain)
{
    const std::string before = "id,value\nA0,1.251\nA1,12.482\n";
    for (const auto& given : {
             Given{number, german, {"12,50", "1.250,75", "1.250", "7,25"}},
             Given{number, german, {"1.250", "2.500", "12.000"}},
             Given{number, "", {"12.50", "1250.75", "100.00"}},
             Given{number, "", {"12.5", "0.125", "1.375", "7"}},
             Given{number, "", {"3.452", "2.917", "3.881", "3.118"}},
             Given{number, "", {"1.250", "2.500", "12.000"}, before},
             Given{"name: value, type: integer", "", {"12.0", "3.0", "12"}},
         })
        EXPECT_THAT(answer(given).prepared.doubts, IsEmpty()) << given.values[0] << " " << given.values[1];
}

TEST(NumberWatch, shows_both_readings_and_takes_the_chosen_one)
{
    Given given{number, german, {"1,250", "2,500", "12,000"}};
    auto asked = answer(given);
    EXPECT_EQ(asked.prepared.verdict, Verdict::hold);
    ASSERT_THAT(asked.prepared.doubts, testing::SizeIs(1));
    EXPECT_THAT(asked.prepared.doubts[0].alternatives[0].sample, Contains("1,250 is 1.25"));
    EXPECT_THAT(asked.prepared.doubts[0].alternatives[1].sample, Contains("1,250 is 1250"));
    given.choices = {{"numbers:value", "point"}};
    auto chosen = answer(given);
    EXPECT_EQ(chosen.prepared.verdict, Verdict::publish);
    EXPECT_THAT(chosen.clean, HasSubstr("A0,1250\n"));
}

TEST(PercentWatch, asks_where_a_number_may_be_a_hundred_times_as_large)
{
    const std::string loose = "name: value, type: number, bareNumber: false";
    for (const auto& given : {
             Given{loose, "", {"0.95", "1", "0.875"}},
             Given{loose, "", {"95%", "0.95", "0.875"}},
             Given{number, "", {"95.5", "0.87", "88", "0.91"}},
             Given{number, "", {"95.5", "0.87", "88", "91.25"}},
             Given{number, "", {"0.95", "1.00", "0.875"}, "id,value\nA0,95.0\nA1,87.5\n"},
         })
        EXPECT_THAT(answer(given).asked(), Contains("scale:value")) << given.values[0] << " " << given.values[1];
    for (const auto& given : {
             Given{number, "", {"0.95", "1", "0.875"}},
             Given{number, "", {"0.95", "1", "0.875"}, "id,value\nA0,0.75\nA1,0.5\n"},
             Given{loose, "", {"95%", "100%", "0.5%"}},
             Given{loose, "", {"€0.95", "€0.50"}},
             Given{number, "", {"0.5", "3", "7.5", "12", "88", "91"}},
             Given{number, "", {"95.5", "0", "88", "91.25"}},
             Given{number, "", {"95.5", "0.05", "88", "91.25"}},
             Given{loose, "", {"95.5", "87%", "88", "91.25"}},
         })
        EXPECT_THAT(answer(given).prepared.doubts, IsEmpty()) << given.values[0] << " " << given.values[1];
}

TEST(PercentWatch, makes_percentages_of_shares_without_rounding)
{
    Given given{"name: value, type: number, bareNumber: false", "", {"0.95", "1", "0.87512345678901", "0", "0.005"}};
    given.choices = {{"scale:value", "percent"}};
    auto out = answer(given);
    EXPECT_EQ(out.prepared.verdict, Verdict::publish);
    EXPECT_THAT(out.clean, AllOf(HasSubstr("A0,95\n"), HasSubstr("A1,100\n"), HasSubstr("A2,87.512345678901\n"),
                                 HasSubstr("A3,0\n"), HasSubstr("A4,0.5\n")));
}

// A published version with these values.
std::string published(const std::string& field, const Values& values)
{
    std::string text = "id," + field + "\n";
    for (std::size_t i = 0; i < values.size(); ++i) text += fmt::format("A{},{}\n", i, values[i]);
    return text;
}

TEST(ScaleWatch, asks_where_a_column_has_another_scale_than_before)
{
    const Values attendance{"95.0", "87.5", "91.2", "100"}, euros{"12.50", "8.75", "30.00", "22.10"};
    struct Scales {
        Values before, now;
        std::string answer, first;
    };
    for (const auto& [before, now, scale_answer, first] : {
             Scales{attendance, {"0.95", "0.875", "0.912", "1"}, "percent", "95"},
             Scales{{"0.95", "0.875", "0.912", "1"}, attendance, "divide_100", "0.95"},
             Scales{euros, {"1250", "875", "3000", "2210"}, "divide_100", "12.5"},
             Scales{{"1250", "875", "3000", "2210"}, euros, "times_100", "1250"},
             Scales{{"1.25", "2.5", "3.1", "4.75"}, {"1250", "2500", "3100", "4750"}, "divide_1000", "1.25"},
             Scales{{"1250", "2500", "3100", "4750"}, {"1.25", "2.5", "3.1", "4.75"}, "times_1000", "1250"},
             Scales{{"-12.50", "8.75", "-30.00"}, {"-1250", "875", "-3000"}, "divide_100", "-12.5"},
         }) {
        Given given{number, "", now, published("value", before)};
        auto asked = answer(given);
        EXPECT_EQ(asked.prepared.verdict, Verdict::hold) << now[0];
        EXPECT_THAT(asked.asked(), testing::ElementsAre("scale:value")) << now[0];
        given.choices = {{"scale:value", scale_answer}};
        auto chosen = answer(given);
        EXPECT_THAT(chosen.prepared.doubts, IsEmpty()) << now[0];
        EXPECT_THAT(chosen.clean, HasSubstr("A0," + first + "\n"));
        given.choices = {{"scale:value", "keep"}};
        EXPECT_THAT(answer(given).clean, HasSubstr("A0," + now[0] + "\n"));
    }
}

TEST(ScaleWatch, asks_nothing_where_numbers_only_grew)
{
    const Values before{"12.50", "8.75", "30.00", "22.10"};
    for (const auto& now : {Values{"125.00", "87.50", "300.00", "221.00"}, Values{"1250", "9", "28", "2100"},
                            Values{"12.50", "8.75", "3000"}, Values{"900", "910", "905", "920"}, Values{"0", "0", "0"},
                            Values{"1250", "875"}})
        EXPECT_THAT(answer({number, "", now, published("value", before)}).prepared.doubts, IsEmpty()) << now[0];
    EXPECT_THAT(
        answer({"name: value, type: number", "", {"1250", "875", "3000"}, published("other", before)}).prepared.doubts,
        IsEmpty());
}

TEST(ScaleWatch, asks_where_rules_or_names_speak_of_percentages)
{
    const Values shares{"0.95", "1", "0.875", "0.91"};
    const std::string of_hundred = number + ", constraints: {minimum: 0, maximum: 100}";
    EXPECT_THAT(answer({of_hundred, "", shares}).asked(), Contains("scale:value"));
    EXPECT_THAT(answer({number + ", description: x", "", shares}).asked(), IsEmpty());
    EXPECT_THAT(answer({number + ", constraints: {minimum: 0, maximum: 1}", "", shares}).asked(), IsEmpty());
    EXPECT_THAT(answer({of_hundred, "", {"0.5", "0.1", "0.02", "0"}}).asked(), IsEmpty());
    EXPECT_THAT(answer({of_hundred, "", {"1", "0", "1", "1"}}).asked(), IsEmpty());
    EXPECT_THAT(answer({of_hundred, "", shares, published("value", shares)}).asked(), IsEmpty());
}

TEST(ScaleWatch, asks_where_cents_stand_beside_whole_amounts)
{
    auto amounts = [](const Values& values, Choices choices = {}) {
        std::string text = "Id;Fee\n";
        for (std::size_t i = 0; i < values.size(); ++i) text += fmt::format("A{};{}\n", i, values[i]);
        MemorySource source(text);
        Job job;
        job.file_name = "fees.csv";
        job.file = &source;
        job.contract_text =
            "feed: f\nschema: {fields: [{name: id, title: Id}, {name: fee, title: Fee, type: number}]}\n";
        job.contract_name = "rules.yaml";
        job.choices = std::move(choices);
        CaseOutputs outputs;
        Answer out;
        out.prepared = prepare(job, outputs.open(), Watcher());
        out.clean = outputs.files["clean.csv"].text;
        return out;
    };
    const Values mixed{"12.50", "8.75", "22.10", "1250", "875", "2210"};
    EXPECT_THAT(amounts(mixed).asked(), Contains("scale:fee"));
    EXPECT_THAT(amounts(mixed, {{"scale:fee", "divide_whole_100"}}).clean,
                AllOf(HasSubstr("A0,12.50\n"), HasSubstr("A3,12.5\n"), HasSubstr("A5,22.1\n")));
    EXPECT_THAT(amounts({"12.50", "8.75", "22.10", "12", "8", "22"}).asked(), IsEmpty());
    EXPECT_THAT(amounts({"12.50", "8.75", "22.10", "100", "250", "75"}).asked(), IsEmpty());
}

TEST(DateWatch, a_day_of_the_week_speaks_for_an_order)
{
    Given given{date, day_first, {"Mon 11/02/2026", "Tue 11/03/2026", "Wed 11/04/2026"}};
    EXPECT_THAT(answer(given).asked(), Contains("dates:value"));
    given.choices = {{"dates:value", "swap_weekday"}};
    EXPECT_THAT(answer(given).clean, HasSubstr("A0,2026-11-02\n"));
    EXPECT_THAT(answer({date, day_first, {"Mon 24/11/2026", "Fri 06/11/2026"}}).told(),
                Contains(HasSubstr("Mon 24/11/2026")));
    EXPECT_THAT(answer({date, day_first, {"Tue 24/11/2026", "Fri 06/11/2026"}}).prepared.doubts, IsEmpty());
}

TEST(DateWatch, asks_for_the_order_that_puts_the_dates_together)
{
    EXPECT_THAT(
        answer({date, day_first, {"11/02/2026", "11/03/2026", "11/04/2026", "11/05/2026", "11/06/2026"}}).asked(),
        Contains("order:value"));
    const Values mixed{"16/09/2026", "21/09/2026", "26/09/2026", "09/01/2026", "09/06/2026",
                       "10/01/2026", "10/06/2026", "16/10/2026", "11/05/2026"};
    EXPECT_THAT(answer({date, day_first, mixed}).asked(), Contains("dates:value"));
    auto swapped =
        answer({.field = date, .rules = day_first, .values = mixed, .choices = {{"dates:value", "swap_possible"}}});
    EXPECT_THAT(swapped.clean, AllOf(HasSubstr("A3,2026-09-01\n"), HasSubstr("A0,2026-09-16\n")));
    for (const auto& values :
         {Values{"01/09/2026", "01/10/2026", "01/11/2026", "01/12/2026", "01/01/2027"},
          Values{"05/09/2026", "05/10/2026", "05/11/2026", "05/12/2026", "05/01/2027", "05/02/2027"},
          Values{"02/11/2026", "03/11/2026", "04/11/2026", "05/11/2026", "06/11/2026"},
          Values{"16/09/2026", "21/09/2026", "26/09/2026", "01/10/2026", "06/10/2026"}})
        EXPECT_THAT(answer({date, day_first, values}).prepared.doubts, IsEmpty()) << values[0];
}

TEST(DateWatch, tells_single_dates_far_away)
{
    Values values(19, "23/11/2026");
    values.push_back("24/11/2062");
    EXPECT_THAT(answer({.field = date, .rules = day_first, .values = values, .period = "2026-W48"}).told(),
                Contains(HasSubstr("24/11/2062")));
    EXPECT_THAT(answer({date, day_first, values}).told(), Contains(HasSubstr("24/11/2062")));
    values.back() = "20/11/2026";
    EXPECT_THAT(answer({.field = date, .rules = day_first, .values = values, .period = "2026-W48"}).told(), IsEmpty());
}

TEST(DateWatch, tells_dates_that_are_too_long_ago_and_asks_about_other_calendars)
{
    for (std::string early : {"01/01/1900", "30/12/1899", "19/11/0026", "01/02/1897"}) {
        Values values(19, "23/11/2026");
        values.push_back(early);
        EXPECT_THAT(answer({date, day_first, values}).told(), Contains(HasSubstr(early))) << early;
    }
    for (const Values& years :
         {Values{"12/05/1448", "13/05/1448", "14/05/1448"}, Values{"11/08/1405", "12/08/1405", "13/08/1405"}})
        EXPECT_THAT(answer({date, day_first, years}).asked(), Contains("dates:value")) << years[0];
    EXPECT_THAT(answer({date, day_first, {"02/01/1900", "23/11/1912", "24/11/2001"}}).prepared.doubts, IsEmpty());
}

TEST(DateWatch, knows_the_period_of_the_file_s_name)
{
    const std::string weekly = day_first + "\ndelivery: period\nperiod: week";
    const Values days{"16/11/2026", "17/11/2026", "18/11/2026", "19/11/2026"};
    auto named = [&](const std::string& name, std::optional<std::string> period = {}) {
        return answer({.field = date, .rules = weekly, .values = days, .period = period, .name = name});
    };
    EXPECT_THAT(named("list-2026-W47.csv").prepared.doubts, IsEmpty());
    EXPECT_FALSE(named("list-2026-W48.csv").prepared.doubts.empty());
    EXPECT_THAT(named("list-2026-W46.csv", "2026-W47").told(), Contains(HasSubstr("2026-W46")));
    auto without = answer({.field = "name: value",
                           .rules = "delivery: period\nperiod: week",
                           .values = {"a", "b"},
                           .period = "2026-W48",
                           .name = "list_2026w47.csv"});
    EXPECT_THAT(without.asked(), Contains("repair:wrong_period"));
}

TEST(TimeWatch, tells_of_two_clocks_in_one_column)
{
    const std::string time = "name: value, type: time";
    EXPECT_THAT(answer({time, "", {"09:15", "02:30", "02:30 PM", "12:05 AM"}}).told(), Contains(HasSubstr("02:30")));
    EXPECT_THAT(answer({time, "", {"09:15", "14:30", "02:30"}}).told(), IsEmpty());
    EXPECT_THAT(answer({time, "", {"09:15 AM", "02:30 PM"}}).told(), IsEmpty());
}
} // namespace
} // namespace engine

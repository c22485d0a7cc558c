// Errors of format are repaired before anything is published; the others are asked about, with the repair as an answer.
#include "engine/prepare/case_for_tests.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Told {
    Prepared prepared;
    std::map<std::string, StringSink> files;

    std::string clean() const
    {
        auto found = files.find("clean.csv");
        return prepared.verdict == Verdict::publish && found != files.end() ? found->second.text : "";
    }
    std::vector<std::string> asked() const
    {
        std::vector<std::string> out;
        for (const auto& doubt : prepared.doubts)
            if (doubt.outcome == DoubtOutcome::asked) out.push_back(doubt.id());
        return out;
    }
    std::vector<std::string> repaired() const
    {
        std::vector<std::string> out;
        for (const auto& repair : prepared.repairs) out.push_back(repair.error);
        return out;
    }
};

Told ran(const std::string& text, const std::string& contract, Choices choices = {})
{
    MemorySource source(text);
    Job job;
    job.file_name = "fees.csv";
    job.file = &source;
    job.contract_text = contract;
    job.contract_name = "fees.yaml";
    job.choices = std::move(choices);
    CaseOutputs outputs;
    Told out;
    out.prepared = prepare(job, outputs.open(), Watcher());
    out.files = std::move(outputs.files);
    return out;
}

std::string fees_of(const std::string& amount, const std::string& more = "")
{
    return "feed: fees\n" + more +
           "schema:\n  fields:\n"
           "    - {name: invoice, title: Invoice, constraints: {required: true}}\n"
           "    - {name: kind, title: Kind}\n"
           "    - {name: amount, title: Amount, type: " +
           amount + "}\n  primaryKey: invoice\nlimits: {bad_rows: 100%}\n";
}

std::string amounts(const std::vector<std::string>& cells)
{
    std::string text = "Invoice;Kind;Amount\n";
    for (std::size_t i = 0; i < cells.size(); ++i) text += fmt::format("A-{};Lunch;{}\n", i + 1, cells[i]);
    return text;
}

std::vector<std::string> published_amounts(const Told& told)
{
    std::vector<std::string> out;
    auto text = told.clean();
    for (std::size_t at = text.find('\n'); at != text.npos && at + 1 < text.size(); at = text.find('\n', at + 1)) {
        auto line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
        out.push_back(line.substr(line.rfind(',') + 1));
    }
    return out;
}

struct Writing {
    std::vector<std::string> cells, values;
    const char* type = "number";
};

TEST(RepairedNumbers, every_writing_that_can_be_one_number_only_is_published_as_that)
{
    for (const auto& [cells, values, type] : std::vector<Writing>{
             {{"10,50", "12,00", "1.040,00"}, {"10.50", "12.00", "1040.00"}},
             {{"10,50", "1.040"}, {"10.50", "1040"}}, // with decimal commas about, a point stands between thousands
             {{"1,040.00", "12.50", "7"}, {"1040.00", "12.50", "7"}},
             {{"1,234", "12.50"}, {"1234", "12.50"}},
             {{"1,234,567", "2,000"}, {"1234567", "2000"}},
             {{"1 040,50", "3,20"}, {"1040.50", "3.20"}},
             {{"1\u202F040,50", "3,20"}, {"1040.50", "3.20"}},
             {{"1'040.50", "3.20"}, {"1040.50", "3.20"}},
             {{"1 040", "320"}, {"1040", "320"}},
             {{"17,50", "18.50"}, {"17.50", "18.50"}}, // two hands, each plain
             {{"1,234", "15"}, {"1234", "15"}, "integer"},
             {{"1.234.567", "15"}, {"1234567", "15"}, "integer"},
             {{"12,50 €", "1.040,00 €"}, {"12.50", "1040.00"}, "number, bareNumber: false"},
         }) {
        auto told = ran(amounts(cells), fees_of(type));
        EXPECT_EQ(published_amounts(told), values) << cells[0];
        EXPECT_THAT(told.repaired(), ElementsAre("decimal_comma")) << cells[0];
        EXPECT_EQ(told.prepared.errors, 0);
    }
}

TEST(RepairedNumbers, what_can_be_two_numbers_is_asked_and_published_as_answered)
{
    for (const auto& cells : {std::vector<std::string>{"1,234", "2,500"}, {"1,234", "12,5", "12.75"}}) {
        auto told = ran(amounts(cells), fees_of("number"));
        EXPECT_EQ(told.prepared.verdict, Verdict::hold) << cells[0];
        EXPECT_THAT(told.asked(), ElementsAre("numbers:amount"));
        EXPECT_THAT(told.repaired(), IsEmpty());
    }
    auto file = amounts({"1,234", "2,500"});
    EXPECT_THAT(published_amounts(ran(file, fees_of("number"), {{"numbers:amount", "comma"}})),
                ElementsAre("1.234", "2.500"));
    EXPECT_THAT(published_amounts(ran(file, fees_of("number"), {{"numbers:amount", "point"}})),
                ElementsAre("1234", "2500"));
}

TEST(RepairedNumbers, the_step_of_the_rules_gives_way_to_the_writing_of_the_file)
{
    auto rules = fees_of("number") + "steps:\n  - {name: numbers, do: numbers, column: amount, decimal: \",\"}\n";
    auto told = ran(amounts({"1,040.50", "12.75"}), rules);
    EXPECT_THAT(published_amounts(told), ElementsAre("1040.50", "12.75"));
}

TEST(Repaired, what_was_done_is_said_with_values_before_and_after)
{
    auto told = ran(amounts({"10,50", "12,00"}), fees_of("number"));
    ASSERT_EQ(told.prepared.repairs.size(), 1u);
    const auto& repair = told.prepared.repairs[0];
    EXPECT_EQ(repair.column, "amount");
    EXPECT_EQ(repair.count, 2);
    EXPECT_EQ(repair.errors_before, 2);
    EXPECT_EQ(repair.errors_after, 0);
    EXPECT_THAT(repair.step, HasSubstr("do: numbers"));
    ASSERT_EQ(repair.examples.size(), 2u);
    EXPECT_EQ(repair.examples[0].before, "10,50");
    EXPECT_EQ(repair.examples[0].after, "10.50");
    std::vector<std::string> codes;
    for (const auto& notice : told.prepared.notices) codes.push_back(notice.code);
    EXPECT_THAT(codes, Contains("repaired"));
    EXPECT_THAT(told.files.at("findings.json").text, Not(HasSubstr("type_number")));
    EXPECT_EQ(told.files["slip.xlsx"].text, "") << "nothing of the first reading is left";
}

TEST(Repaired, one_error_behind_another_is_repaired_as_well)
{
    auto text = std::string("Invoice;Kind;Amount\nA-1;Lunch;10,50\nA-2;Lunch;12,25\nA-3;Trip;20,00\n");
    auto told = ran(text, fees_of("number", "read: {delimiter: \",\"}\n"));
    EXPECT_THAT(told.repaired(), ElementsAre("wrong_delimiter", "decimal_comma"));
    EXPECT_THAT(published_amounts(told), ElementsAre("10.50", "12.25", "20.00"));
    EXPECT_EQ(told.prepared.ledger.in, 4);
}

TEST(Repaired, a_protected_column_is_asked_about_with_the_repair_as_an_answer)
{
    auto rules = fees_of("number, protected: true");
    auto file = amounts({"10,50", "12,00"});
    auto told = ran(file, rules);
    EXPECT_EQ(told.prepared.verdict, Verdict::hold);
    ASSERT_THAT(told.asked(), ElementsAre("repair:decimal_comma"));
    EXPECT_TRUE(told.prepared.doubts[0].is_answer("repair"));
    EXPECT_TRUE(told.prepared.doubts[0].is_answer("keep"));
    EXPECT_THAT(published_amounts(ran(file, rules, {{"repair:decimal_comma", "repair"}})),
                ElementsAre("10.50", "12.00"));
    EXPECT_THAT(ran(file, rules, {{"repair:decimal_comma", "keep"}}).repaired(), IsEmpty());
}

TEST(Repaired, a_row_of_totals_is_no_record_whatever_its_words)
{
    // By group, at the end; in other languages; the amounts of a group do not stand together.
    for (const auto* word : {"Subtotal", "Sous-total", "Zwischensumme", "Итого", "小計", "Toplam"}) {
        auto text =
            fmt::format("Invoice,Kind,Amount\nA-1,Lunch,10.50\nA-2,Trip,40.00\nA-3,Lunch,12.00\nA-4,Trip,45.00\n"
                        "{0},Lunch,22.50\n{0},Trip,85.00\n",
                        word);
        auto told = ran(text, fees_of("number"));
        EXPECT_THAT(published_amounts(told), ElementsAre("10.50", "40.00", "12.00", "45.00")) << word;
        EXPECT_EQ(told.prepared.ledger.ignored, 3);
    }
}

TEST(Repaired, a_row_that_only_its_words_make_a_total_is_asked_about)
{
    auto text = std::string("Invoice,Kind,Amount\nA-1,Lunch,10.50\nA-2,Trip,40.00\nSubtotal,Lunch,99.00\n");
    auto told = ran(text, fees_of("number"));
    EXPECT_EQ(told.prepared.verdict, Verdict::hold);
    EXPECT_THAT(told.asked(), ElementsAre("repair:totals_row"));
    EXPECT_THAT(published_amounts(ran(text, fees_of("number"), {{"repair:totals_row", "repair"}})),
                ElementsAre("10.50", "40.00"));
    EXPECT_THAT(published_amounts(ran(text, fees_of("number"), {{"repair:totals_row", "keep"}})),
                ElementsAre("10.50", "40.00", "99.00"));
}

TEST(Repaired, a_row_of_totals_that_breaks_the_rules_is_left_out)
{
    auto rules = fees_of("number");
    rules.replace(rules.find("{required: true}"), 16, "{required: true, pattern: \"A-[0-9]+\"}");
    auto told = ran("Invoice,Kind,Amount\nA-1,Lunch,10.50\nA-2,Trip,40.00\nSubtotal,Lunch,99.00\n", rules);
    EXPECT_THAT(published_amounts(told), ElementsAre("10.50", "40.00"));
    EXPECT_THAT(told.repaired(), ElementsAre("totals_row"));
    EXPECT_THAT(told.files.at("findings.json").text, Not(HasSubstr("\"pattern\"")));
}

TEST(Repaired, names_that_are_words_for_sums_stay_records)
{
    auto told = ran("Invoice,Kind,Amount\nA-1,Som,10.50\nA-2,Ara,40.00\nA-3,Sum,12.00\n", fees_of("number"));
    EXPECT_THAT(published_amounts(told), ElementsAre("10.50", "40.00", "12.00"));
    EXPECT_THAT(told.asked(), IsEmpty());
}

std::string ids(const std::vector<std::string>& cells)
{
    std::string text = "Student ID,Name\n";
    for (const auto& cell : cells) text += cell + ",Ada\n";
    return text;
}

std::string roster_of(const std::string& more)
{
    return "feed: roster\nschema:\n  fields:\n    - {name: student_id, title: Student ID" + more +
           ", constraints: {required: true, pattern: \"[0-9]{6}\"}}\n    - {name: name, title: Name}\n"
           "limits: {bad_rows: 100%}\n";
}

TEST(RepairedIds, zeros_that_a_spreadsheet_took_from_a_whole_column_come_back)
{
    auto told = ran(ids({"1234", "100234", "12", "99", "204567"}), roster_of(""));
    EXPECT_EQ(told.clean(), "student_id,name\n001234,Ada\n100234,Ada\n000012,Ada\n000099,Ada\n204567,Ada\n");
    EXPECT_THAT(told.repaired(), ElementsAre("eaten_zeros"));
}

TEST(RepairedIds, short_ids_beside_whole_ones_with_zeros_may_be_mistyped_and_are_not_filled)
{
    auto told = ran(ids({"001234", "100234", "1212", "9912", "20456"}), roster_of(""));
    EXPECT_EQ(told.clean(), "student_id,name\n001234,Ada\n100234,Ada\n");
    EXPECT_EQ(told.prepared.ledger.held_back, 3);
    EXPECT_THAT(told.repaired(), IsEmpty());
}

// An answer to what was not asked would change marks without a second person.
TEST(Repaired, a_protected_column_that_nobody_was_asked_about_is_left_to_people)
{
    auto rules = [](const std::string& more) {
        return "feed: fees\nlimits: {bad_rows: 100%}\nschema:\n  fields:\n    - {name: id}\n    - {name: grade" + more +
               ", constraints: {enum: [Excellent, Sufficient]}}\n  primaryKey: [id]\n";
    };
    const std::string file = "id,grade\nA1,Excellent\nA2,Excelent\nA3,Sufficient\nA4,Sufficient\n";
    Choices answer{{"repair:near_value", "repair"}};
    EXPECT_THAT(ran(file, rules(""), answer).repaired(), ElementsAre("near_value"));
    auto kept = ran(file, rules(", protected: true"), answer);
    EXPECT_THAT(kept.repaired(), IsEmpty());
    EXPECT_EQ(kept.clean(), "id,grade\nA1,Excellent\nA3,Sufficient\nA4,Sufficient\n");
}

TEST(RepairedIds, protected_ids_are_asked_about)
{
    auto file = ids({"1234", "100234", "12", "99", "204567"});
    auto told = ran(file, roster_of(", protected: true"));
    EXPECT_THAT(told.asked(), ElementsAre("repair:eaten_zeros"));
    EXPECT_EQ(ran(file, roster_of(", protected: true"), {{"repair:eaten_zeros", "repair"}}).clean(),
              "student_id,name\n001234,Ada\n100234,Ada\n000012,Ada\n000099,Ada\n204567,Ada\n");
}

TEST(Repaired, what_the_repair_does_not_better_stays_as_it_was)
{
    // The words of the column are no numbers in any writing.
    auto told = ran(amounts({"ten, fifty", "12 or so"}), fees_of("number"));
    EXPECT_THAT(told.repaired(), IsEmpty());
    EXPECT_EQ(told.prepared.errors, 2);
    EXPECT_EQ(told.prepared.ledger.held_back, 2);
}

// A list of codes that no rule describes, so no row is held back.
const std::string any_codes = "feed: list\nschema:\n  fields:\n    - {name: code, title: Code}\n"
                              "    - {name: name, title: Name, personal: true}\nlimits: {bad_rows: 100%}\n";

std::string codes(const std::vector<std::string>& cells, const std::string& name = "Tom Smith")
{
    std::string text = "Code;Name\n";
    for (const auto& cell : cells) text += fmt::format("{};{}\n", cell, name);
    return text;
}

TEST(OddTexts, digits_that_are_gone_are_asked_about_in_columns_of_text)
{
    for (const auto& cells : std::vector<std::vector<std::string>>{
             {"1.23457E+15", "1.23457E+15"},
             {"1,23457E+15", "1,23458E+15"},
             {"447946010102", "4.47946E+11", "447946010103"},
             {"1.234570e+14", "123456789012345"},
             {"3201010101010000", "3201010101020000", "3201010101030000"},
         }) {
        auto told = ran(codes(cells), any_codes);
        EXPECT_THAT(told.asked(), ElementsAre("repair:scientific_ids")) << cells[0];
        EXPECT_EQ(told.clean(), "") << cells[0];
        EXPECT_NE(ran(codes(cells), any_codes, {{"repair:scientific_ids", "keep"}}).clean(), "") << cells[0];
    }
}

TEST(OddTexts, zeros_that_are_gone_are_put_back_where_somebody_says_so)
{
    auto text = codes({"00123", "00124", "125", "10126", "27"});
    auto told = ran(text, any_codes);
    EXPECT_THAT(told.asked(), ElementsAre("repair:eaten_zeros"));
    EXPECT_EQ(told.clean(), "");
    EXPECT_THAT(ran(text, any_codes, {{"repair:eaten_zeros", "repair"}}).clean(), HasSubstr("\n00125,"));
    EXPECT_THAT(ran(text, any_codes, {{"repair:eaten_zeros", "keep"}}).clean(), HasSubstr("\n125,"));
    auto padded = any_codes + "steps: [{name: pad, do: pad, column: code, width: 5, with: \"0\"}]\n";
    EXPECT_THAT(ran(text, padded).asked(), IsEmpty());
}

TEST(OddTexts, letters_that_became_question_marks_are_asked_about)
{
    for (std::string name : {"Jos? Mar?a", "?ahin G?l?en", "Bj??rn Berg", "M\u00FCller-?ahin"})
        EXPECT_THAT(ran(codes({"A1", "A2"}, name), any_codes).asked(), ElementsAre("repair:wrong_encoding")) << name;
}

TEST(OddTexts, usual_texts_are_no_doubt)
{
    for (const auto& cells : std::vector<std::vector<std::string>>{
             {"00123", "00124", "10126"},
             {"01", "2", "13"},
             {"1", "12", "123", "1234"},
             {"0123", "00124", "125"},
             {"00123", "125", "1234567"},
             {"0", "001", "002", "100"},
             {"5E0", "12E3", "7E1", "1E+1"},
             {"3201010101010001", "3201010101020002", "3201010101030030"},
             {"3e10-11", "5a77-e3"},
             {"Why? Ask.", "?", "What is it?", "list.php?id=a", "A?B"},
         })
        EXPECT_NE(ran(codes(cells), any_codes).clean(), "") << cells[0];
}

TEST(OddTexts, codes_that_were_kept_from_becoming_numbers_are_the_codes)
{
    auto told = ran(codes({"\"=\"\"00123\"\"\"", "=\"00124\"", "'00125", "'05", "'tis", "=1+1"}), any_codes);
    EXPECT_EQ(told.clean(), "code,name\n00123,Tom Smith\n00124,Tom Smith\n00125,Tom Smith\n'05,Tom Smith\n"
                            "'tis,Tom Smith\n'=1+1,Tom Smith\n");
}
} // namespace
} // namespace engine

#include "base/case_folders.hpp"
#include "engine/contract/write.hpp"
#include "engine/infer/infer_for_tests.hpp"
#include "engine/prepare/prepare.hpp"
#include "engine/table/unreadable.hpp"
#include "tests/places.hpp"
#include <filesystem>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <list>
#include <random>
#include <sstream>

namespace engine
{
namespace
{
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string fees(int rows, int first = 1)
{
    std::string text = "Invoice No;Adm No;Payer name;Fee type;Due date;Amount;Paid;Phone;Remarks\n";
    static constexpr const char* kinds[] = {"Lunch", "Trip", "Music"};
    for (int i = 0; i < rows; ++i)
        text += fmt::format("NF-{:06};{:09};Payer {};{};{:02}.11.2026;1.{:03},50;{};0171 55{:05};{}\n", first + i,
                            1115724 + i % 40, i, kinds[i % 3], 1 + i % 28, 100 + i, i % 4 ? "12,00" : "-", i,
                            i % 5 ? "" : fmt::format("see letter {}", i));
    return text;
}

TEST(Infer, a_file_of_fees_gives_the_contract_a_person_would_write)
{
    auto inferred = infer(fees(60), "fees-2026-W46.csv");
    const auto& contract = inferred.contract;
    EXPECT_EQ(contract.feed, "fees-weekly");
    EXPECT_EQ(contract.title, "Fees, weekly");
    EXPECT_EQ(contract.period, Period::week);
    EXPECT_EQ(contract.delivery, Delivery::period);
    EXPECT_EQ(contract.match_filename, "fees*.csv");
    const auto& invoice = field(inferred, "invoice_no");
    EXPECT_EQ(invoice.type, FieldType::string);
    EXPECT_EQ(invoice.constraints.pattern, "NF-[0-9]{6}");
    EXPECT_TRUE(invoice.constraints.required && invoice.is_protected);
    EXPECT_THAT(contract.schema.primary_key, ElementsAre("invoice_no"));
    EXPECT_EQ(field(inferred, "adm_no").constraints.pattern, "[0-9]{9}") << "an id with zeros in front is text";
    EXPECT_TRUE(field(inferred, "payer_name").personal);
    EXPECT_THAT(field(inferred, "fee_type").constraints.allowed, ElementsAre("Lunch", "Music", "Trip"));
    EXPECT_EQ(field(inferred, "due_date").type, FieldType::date);
    EXPECT_EQ(field(inferred, "amount").type, FieldType::number);
    EXPECT_EQ(field(inferred, "amount").constraints.minimum, "0");
    EXPECT_TRUE(field(inferred, "amount").is_protected);
    EXPECT_FALSE(field(inferred, "paid").constraints.required) << "a dash is no value";
    EXPECT_THAT(contract.schema.missing_values, ElementsAre("", "-"));
    EXPECT_EQ(field(inferred, "phone").type, FieldType::string);
    EXPECT_TRUE(field(inferred, "phone").personal);
    EXPECT_TRUE(field(inferred, "remarks").constraints.allowed.empty());
    EXPECT_THAT(contract.report.totals, ElementsAre("amount", "paid"));
    EXPECT_THAT(contract.report.money, ElementsAre("amount", "paid"));
    ASSERT_EQ(contract.report.sections.size(), 2u);
    EXPECT_THAT(contract.report.sections[0].by, ElementsAre("fee_type"));
    EXPECT_THAT(inferred.text, HasSubstr("- {rate: paid, of: amount}"));
    EXPECT_THAT(inferred.text, HasSubstr("{name: dates of Due date, do: dates, column: due_date, order: dmy}"));
    EXPECT_THAT(inferred.text, HasSubstr(R"(do: numbers, column: amount, decimal: ",", group: "."})"));
    EXPECT_THAT(inferred.text, HasSubstr("invoice_no: [Invoice No]"));
    EXPECT_TRUE(inferred.notices.empty()) << inferred.text;
}

TEST(Infer, an_order_of_dates_is_never_guessed)
{
    auto inferred = infer("id,day\n1,01/02/2026\n2,03/04/2026\n3,05/06/2026\n");
    EXPECT_EQ(field(inferred, "day").type, FieldType::string);
    EXPECT_THAT(codes(inferred), ElementsAre("ambiguous_dates"));
    EXPECT_THAT(inferred.text, HasSubstr("# Please look: Every date of day can be read day first or month first."));
}

TEST(Infer, other_dates_of_the_file_tell_the_order)
{
    auto inferred = infer("id,day,until\n1,01/02/2026,2026\n2,03/04/2026,25/12/2026\n3,05/06/2026,30/11/2026\n");
    EXPECT_EQ(field(inferred, "day").type, FieldType::string) << "until is no date in every row";
    inferred = infer("id,day,until\n1,01/02/2026,24/12/2026\n2,03/04/2026,25/12/2026\n3,05/06/2026,30/11/2026\n");
    EXPECT_EQ(field(inferred, "day").type, FieldType::date);
    EXPECT_THAT(codes(inferred), ElementsAre("date_order"));
}

TEST(Infer, mixed_orders_stay_text)
{
    auto inferred = infer("id,day\n1,25/12/2026\n2,12/25/2026\n3,05/06/2026\n");
    EXPECT_EQ(field(inferred, "day").type, FieldType::string);
    EXPECT_THAT(codes(inferred), ElementsAre("ambiguous_dates"));
}

TEST(Infer, a_comma_without_evidence_is_a_thousands_separator_with_a_notice)
{
    auto inferred = infer("id,amount\n1,\"1,234\"\n2,\"5,678\"\n3,\"9,000\"\n");
    EXPECT_EQ(field(inferred, "amount").type, FieldType::integer);
    EXPECT_THAT(codes(inferred), ElementsAre("number_style"));
    inferred = infer("id;amount;paid\n1;1,234;1,2\n2;5,678;2,5\n3;9,000;0,1\n");
    EXPECT_EQ(field(inferred, "amount").type, FieldType::number);
    EXPECT_THAT(codes(inferred), ElementsAre());
}

TEST(Infer, numbers_that_are_names_stay_text)
{
    auto inferred = infer("room,barcode,card,phone,size\n001,12,12345678901234567,+49 171 5550101,1\n"
                          "002,13,12345678901234568,+49 171 5550102,2\n103,14,12345678901234569,+49 171 5550103,3\n");
    for (const auto* name : {"room", "barcode", "card", "phone"})
        EXPECT_EQ(field(inferred, name).type, FieldType::string);
    EXPECT_EQ(field(inferred, "size").type, FieldType::integer);
}

TEST(Infer, types_of_all_kinds)
{
    auto inferred = infer("when,at,ok,month,year,rate,mail,price\n"
                          "2026-11-30T10:00:00,10:30,True,2026-11,2026,12.5%,a@school.test,$5.00\n"
                          "2026-12-01T10:00:00,11:45,FALSE,2026-12,2025,50%,b@school.test,$7.25\n");
    EXPECT_EQ(field(inferred, "when").type, FieldType::datetime);
    EXPECT_EQ(field(inferred, "at").type, FieldType::time);
    EXPECT_EQ(field(inferred, "ok").type, FieldType::boolean);
    EXPECT_EQ(field(inferred, "month").type, FieldType::yearmonth);
    EXPECT_EQ(field(inferred, "year").type, FieldType::year);
    EXPECT_EQ(field(inferred, "rate").type, FieldType::number);
    EXPECT_FALSE(field(inferred, "rate").bare_number);
    EXPECT_EQ(field(inferred, "mail").format, "email");
    EXPECT_EQ(field(inferred, "price").type, FieldType::number);
}

TEST(Infer, a_key_may_need_three_columns)
{
    std::string text = "SID,Date,Session,Status\n";
    for (int student = 0; student < 9; ++student)
        for (int day = 20; day < 25; ++day)
            for (const auto* session : {"AM", "PM"})
                text += fmt::format("{:06},{}/11/2026,{},Present\n", student, day, session);
    EXPECT_THAT(infer(text).contract.schema.primary_key, ElementsAre("sid", "date", "session"));
    auto twice = infer(text + "000001,20/11/2026,AM,Present\n");
    EXPECT_THAT(twice.contract.schema.primary_key, ElementsAre());
    EXPECT_THAT(codes(twice), ElementsAre("no_key"));
}

TEST(Infer, a_count_is_no_key_where_a_name_comes_first)
{
    auto key = [](const std::string& text) { return infer(text).contract.schema.primary_key; };
    EXPECT_THAT(key("Department,Boys,Girls\nMaths,12,14\nScience,13,11\nHistory,10,15\nArt,9,16\nMusic,14,13\n"),
                ElementsAre("department"));
    EXPECT_THAT(key("Room,Seats,Plugs\nHall,100,1\nHall,103,1\nLab,106,2\nLab,109,2\n"),
                testing::Not(ElementsAre("seats")));
    EXPECT_THAT(key("Seat,Room\n1,Hall\n2,Hall\n3,Lab\n4,Lab\n"), ElementsAre("seat"));
}

TEST(Infer, telephone_numbers_of_one_length_keep_their_zero)
{
    auto of = [](const std::string& last) {
        std::string text = "Name,Phone\n";
        for (int i = 10; i < 30; ++i) text += "P" + std::to_string(i) + ",077009001" + std::to_string(i) + "\n";
        return field(infer(text + "P99," + last + "\n"), "phone").constraints.pattern;
    };
    EXPECT_EQ(of("07700900199"), "[0-9]{11}");
    EXPECT_EQ(of("077009001"), std::nullopt);
    EXPECT_EQ(of("+44 7700 900199"), std::nullopt);
}

TEST(Infer, several_files_are_one_contract)
{
    Files files;
    files.add("roster 2026-09-07.csv", "Id,Name,Form\n01,Ann,7A\n02,Bob,7B\n03,Cyd,7A\n04,Dee,7B\n05,Eve,7C\n");
    files.add("roster 2026-09-14.csv", "Name,ID,Born\nAnn,01,2014-01-01\nBob,02,2014-02-03\nFay,006,2014-05-06\n");
    auto inferred = infer_contract(files.files);
    EXPECT_EQ(inferred.contract.feed, "roster-weekly");
    EXPECT_EQ(inferred.contract.match_filename, "roster*.csv");
    EXPECT_EQ(inferred.contract.schema.fields.size(), 4u);
    EXPECT_FALSE(field(inferred, "form").constraints.required) << "the second file has no such column";
    EXPECT_FALSE(field(inferred, "born").constraints.required);
    EXPECT_TRUE(field(inferred, "name").constraints.required);
    EXPECT_EQ(field(inferred, "id").constraints.pattern, "[0-9]{2,3}");
    for (const auto& file : files.files) EXPECT_EQ(check(file, inferred.text).errors, 0);
}

TEST(Infer, columns_that_cannot_be_told_apart_are_left_out)
{
    auto inferred = infer("id,Date,date\n1,2026-11-30,2026-12-01\n2,2026-11-30,2026-12-02\n");
    EXPECT_EQ(inferred.contract.schema.fields.size(), 1u);
    EXPECT_THAT(codes(inferred), testing::Contains("repeated_column"));
}

TEST(Infer, headers_of_any_script_get_names_of_their_own)
{
    auto inferred = infer("学号,Größe (cm),Größe [m],Ab,  a B\n1,170,1.7,x y,2\n2,171,1.71,x z,3\n3,165,1.65,q r,4\n");
    EXPECT_TRUE(inferred.contract.schema.find("grosse_cm")) << inferred.text;
    EXPECT_TRUE(inferred.contract.schema.find("xue_hao")) << inferred.text;
    EXPECT_THAT(codes(inferred), testing::Contains("repeated_column")) << "Ab and a B are the same name to a person";
}

TEST(Infer, a_file_without_header_is_taken_by_place)
{
    auto inferred = infer("1,2.5,2026-11-30\n2,3.5,2026-12-01\n3,4.5,2026-12-02\n4,5.5,2026-12-03\n");
    EXPECT_EQ(inferred.contract.read.header_row, 0) << inferred.text;
    EXPECT_EQ(field(inferred, "column_2").type, FieldType::number);
}

TEST(Infer, words_for_nothing_depend_on_the_column)
{
    std::string text = "code,country,points\n";
    for (int i = 0; i < 20; ++i)
        text += fmt::format("c{},{},{}\n", i, i % 2 ? "NA" : "ZA", i % 3 ? std::to_string(i) : "NA");
    auto inferred = infer(text);
    EXPECT_THAT(field(inferred, "points").missing_values, ElementsAre("NA"));
    EXPECT_EQ(field(inferred, "points").type, FieldType::integer);
    EXPECT_THAT(field(inferred, "country").constraints.allowed, ElementsAre("ZA", "NA")) << "here it is Namibia";
}

TEST(Infer, a_file_without_a_table_is_unreadable)
{
    EXPECT_THROW(infer(""), Unreadable);
    EXPECT_THROW(infer("id,name\n"), Unreadable);
    EXPECT_THROW(infer("id,name\nid,name\n"), Unreadable);
}

// A file as schools send them, from chance alone.
std::string random_table(std::mt19937& random)
{
    auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    using Cell = std::function<std::string(int)>;
    static const char* words[] = {"Present", "Absent", "Late", "N/A", "-", "", " Excused ", "NA"};
    std::vector<std::pair<std::string, Cell>> kinds{
        {"Student ID", [&](int row) { return fmt::format("{:06}", row * 7); }},
        {"Status", [&](int) { return words[below(8)]; }},
        {"Day", [&](int) { return fmt::format("{}/{}/2026", 1 + below(28), 1 + below(12)); }},
        {"Due", [&](int) { return fmt::format("2026-{:02}-{:02}", 1 + below(12), 1 + below(28)); }},
        {"Amount (EUR)", [&](int) { return fmt::format("\"{}.{:03},{:02}\"", below(9), below(1000), below(100)); }},
        {"Mark", [&](int) { return below(6) ? fmt::format("{}", below(101)) : std::string(); }},
        {"Name", [&](int row) { return fmt::format("\"Name, {}\"", row / 2); }},
        {"Note", [&](int row) { return below(3) ? std::string() : fmt::format("\"line\n{} \"\"x\"\"\"", row); }},
        {"Größe", [&](int) { return fmt::format("{} cm", 100 + below(80)); }},
        {"Phone", [&](int) { return fmt::format("+44 20 7946 0{:03}", below(1000)); }},
        {"Mixed",
         [&](int) { return below(2) ? fmt::format("{}", below(50)) : std::string("x") + std::to_string(below(9)); }},
        {"Clock", [&](int) { return fmt::format("{:02}:{:02}", below(24), below(60)); }},
        {"", [&](int) { return below(9) ? "" : "ghost"; }},
        {"Status", [&](int) { return "again"; }},
    };
    std::ranges::shuffle(kinds, random);
    kinds.resize(static_cast<std::size_t>(2 + below(static_cast<int>(kinds.size()) - 2)));
    std::string text = below(4) ? "" : "School report\n\n";
    for (std::size_t c = 0; c < kinds.size(); ++c) text += (c ? "," : "") + kinds[c].first;
    text += '\n';
    for (int row = 0, rows = 3 + below(120); row < rows; ++row) {
        for (std::size_t c = 0; c < kinds.size(); ++c) text += (c ? "," : "") + kinds[c].second(row);
        text += '\n';
    }
    return text;
}

TEST(Infer, a_contract_checks_its_own_files_clean)
{
    std::mt19937 random(20261124);
    for (int i = 0; i < 150; ++i) {
        Files files;
        auto text = random_table(random);
        files.add("random.csv", text);
        Inferred inferred;
        try {
            inferred = infer_contract(files.files);
        } catch (const Unreadable&) {
            continue;
        }
        auto checked = check(files.files[0], inferred.text);
        for (const auto& card : checked.cards)
            EXPECT_THAT(card.rule, testing::AnyOf("malformed_row", "ragged_row")) << inferred.text << "\n" << text;
        EXPECT_NE(checked.verdict, Verdict::refuse)
            << (checked.reasons.empty() ? "" : checked.reasons[0].message) << '\n'
            << inferred.text << '\n'
            << text;
        EXPECT_EQ(write_contract(parse_contract(inferred.text, "i")), write_contract(inferred.contract));
    }
}

TEST(Infer, the_files_of_the_demo_school_check_clean_by_what_is_inferred_from_them)
{
    std::filesystem::path folder = places::source("examples/demo-school/files");
    std::map<std::string, Files> feeds;
    for (const auto& week : case_folders::names_in(folder))
        for (const auto& name : case_folders::names_in(folder / week))
            if (!name.ends_with(".pdf"))
                feeds[name.substr(0, name.find('-'))].add(name, case_folders::file(folder / week / name));
    EXPECT_GE(feeds.size(), 5u);
    for (auto& [feed, files] : feeds) {
        auto inferred = infer_contract(files.files);
        EXPECT_EQ(inferred.contract.feed, feed + "-weekly");
        for (const auto& file : files.files) {
            // Some have ids that have lost their zeros.
            bool asks = inferred.text.contains("--repair eaten_zeros=repair");
            auto checked = check(file, inferred.text, asks ? Choices{{"repair:eaten_zeros", "repair"}} : Choices());
            EXPECT_EQ(checked.verdict, Verdict::publish) << file.name << '\n' << inferred.text;
            EXPECT_EQ(checked.errors + checked.warnings, 0) << file.name << ": " << checked.cards[0].title << '\n'
                                                            << inferred.text;
        }
    }
}
// Exponents, minus signs and units are written by codes too.
TEST(Infer, what_may_be_a_code_stays_text_and_is_asked_about)
{
    const std::vector<std::string> lists[] = {
        {"5E0", "12E3", "7E1", "10E2", "3E4"}, {"5 g", "6 g", "7 g", "8 g", "5 g"}, {"12", "5 g", "7", "9 g", "3"}};
    for (const auto& values : lists) {
        std::string text = "pupil,tag\n";
        for (std::size_t i = 0; i < values.size(); ++i) text += fmt::format("p{},{}\n", i, values[i]);
        auto inferred = infer(text);
        EXPECT_EQ(field(inferred, "tag").type, FieldType::string) << values[0];
        EXPECT_THAT(inferred.text, HasSubstr("--type tag=number")) << values[0];
    }
}

TEST(Infer, a_column_that_is_text_because_of_a_few_values_is_asked_about)
{
    const std::vector<std::string> lists[] = {
        {"12.50", "7.00", "75,63", "8.25", "100.00"},
        {"1,250.00 CR", "350.50", "12.00", "99.95", "75.63"},
        {"12", "15", "~20", "18", "17"},
        {"2026-11-02", "2026-11-03", "46330", "2026-11-05", "2026-11-06"},
        {"03/11/2026", "16/11/2026", "31/11/2026", "17/11/2026", "18/11/2026"},
        {"€ 12", "€ 15", "$ 12", "€ 9", "€ 7"},
    };
    for (const auto& values : lists) {
        std::string text = "pupil;paid\n";
        for (std::size_t i = 0; i < values.size(); ++i) text += fmt::format("p{};{}\n", i, values[i]);
        auto inferred = infer(text);
        EXPECT_EQ(field(inferred, "paid").type, FieldType::string) << values[0];
        EXPECT_THAT(inferred.text, HasSubstr("--type paid=string")) << values[0];
    }
    for (const auto& values : {"7A,8B,9,10C,11", "ill,late,12,absent,ill", "A1,A2,A3,4,A5", "7А,8А,9,10В,7Б"}) {
        std::string text = "pupil,note\n", list = values;
        std::ranges::replace(list, ',', '\n');
        std::istringstream lines(list);
        for (std::string line; std::getline(lines, line);) text += "p" + line + "x," + line + "\n";
        EXPECT_THAT(infer(text).text, Not(HasSubstr("--type note"))) << values;
    }
}

TEST(Infer, zeros_that_a_spreadsheet_took_are_asked_about_and_put_back)
{
    Files files;
    files.add("input.csv", "id;name\n00123;Ada\n00124;Ben\n125;Cleo\n10126;Dov\n27;Eve\n");
    EXPECT_THAT(infer_contract(files.files).text, HasSubstr("--repair eaten_zeros=repair"));
    auto repaired = infer_contract(files.files, {}, {{"repair:eaten_zeros", "repair"}});
    EXPECT_THAT(repaired.text, Not(HasSubstr("--repair")));
    EXPECT_EQ(check(files.files[0], repaired.text).verdict, Verdict::publish);
    EXPECT_EQ(check(files.files[0], repaired.text).errors, 0);
}

TEST(Infer, a_name_of_letters_a_hyphen_and_digits_is_text_without_a_question)
{
    auto inferred = infer("pupil,tag\na,R-7781\nb,R-7782\nc,R-7790\n");
    EXPECT_EQ(field(inferred, "tag").type, FieldType::string);
    EXPECT_THAT(inferred.text, Not(HasSubstr("--type")));
}

TEST(Infer, an_answer_about_a_type_settles_it)
{
    Files files;
    files.add("input.csv", "pupil,tag\na,5 g\nb,6 g\nc,7 g\n");
    auto number = infer_contract(files.files, {}, {{"type:tag", "number"}});
    EXPECT_EQ(field(number, "tag").type, FieldType::integer);
    EXPECT_THAT(number.text, Not(HasSubstr("--type")));
    auto text = infer_contract(files.files, {}, {{"type:tag", "string"}});
    EXPECT_EQ(field(text, "tag").type, FieldType::string);
    EXPECT_THAT(text.text, Not(HasSubstr("--type")));
}

TEST(Infer, measures_and_amounts_are_numbers_without_a_question)
{
    auto inferred = infer("pupil,weight,paid,share\na,51 kg,R 12.50,5 %\nb,48 kg,R 7.00,7 %\nc,60 kg,R 9.25,0 %\n");
    for (const auto* name : {"weight", "share"}) EXPECT_EQ(field(inferred, name).type, FieldType::integer) << name;
    EXPECT_EQ(field(inferred, "paid").type, FieldType::number);
    EXPECT_THAT(inferred.text, Not(HasSubstr("--type")));
}

TEST(Infer, years_of_two_digits_of_births_are_never_in_the_future)
{
    Files files;
    files.add("input.csv", "pupil,birth_date\na,01/01/57\nb,23/11/99\nc,30/06/05\nd,19/02/68\n");
    auto inferred = infer_contract(files.files, {}, {}, "2026-11-29");
    EXPECT_EQ(field(inferred, "birth_date").century, 1927);
    EXPECT_THAT(inferred.text, HasSubstr("century: 1927"));
}

TEST(Infer, dates_that_contradict_each_other_are_asked_about)
{
    auto inferred = infer("pupil,absent_on\na,2026-05-02\nb,25/02/2026\nc,2026-12-03\nd,13/03/2026\ne,2026-09-03\n");
    EXPECT_THAT(inferred.text, HasSubstr("--dates absent_on=swap"));
}
} // namespace
} // namespace engine

#include "base/case_folders.hpp"
#include "engine/read/package/zip_for_tests.hpp"
#include "engine/read/read_rows_for_tests.hpp"
#include "engine/read/xlsx/book_for_tests.hpp"
#include "engine/review/person.hpp"
#include "engine/text/unicode.hpp"
#include "tests/places.hpp"
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <map>

namespace engine
{
namespace
{
using testing::ElementsAre;
using testing::IsEmpty;

PersonRows found(std::string_view text, const PersonWanted& wanted, const ReadOptions& options = {})
{
    return rows_about(MemorySource(text), "list.csv", options, wanted);
}

std::vector<std::int64_t> lines(const PersonRows& rows)
{
    std::vector<std::int64_t> out;
    for (const auto& place : rows.places) out.push_back(place.line);
    return out;
}

struct Without {
    Without(std::string_view bytes, const PersonWanted& wanted, const ReadOptions& options = {})
        : rows(found(bytes, wanted, options))
    {
        StringSink sink;
        became = write_without(MemorySource(bytes), "list.csv", options, rows.places, sink);
        text = std::move(sink.text);
    }
    PersonRows rows;
    std::optional<std::string> became;
    std::string text;
};

// Every row that is not blank, by its table and line.
using Rows = std::map<std::pair<std::size_t, std::uint64_t>, std::vector<std::string>>;

Rows all_rows(std::string_view bytes, ReadOptions options = {}, Rows* headers = nullptr)
{
    options.canonical = true;
    Rows rows;
    MemorySource source(bytes);
    auto opened = open_file(source, "list", options);
    for (std::size_t table = 0; table < opened.tables.size(); ++table)
        for (auto& row : read_rows(*opened.tables[table]).rows) {
            while (!row.cells.empty() && row.cells.back().empty()) row.cells.pop_back();
            if (row.cells.empty()) continue;
            if (headers && row.kind == RowKind::header) headers->emplace(std::pair{table + 1, row.line}, row.cells);
            rows[{table + 1, row.line}] = row.cells;
        }
    return rows;
}

std::string text_row(std::initializer_list<std::string_view> cells)
{
    std::string row = "<row>";
    for (auto cell : cells) row += fmt::format("<c t=\"inlineStr\"><is><t>{}</t></is></c>", cell);
    return row + "</row>";
}

// Three sheets, the second without the column's name, the third hidden; the person stands at line 3, 2 and 2.
std::string workbook()
{
    xlsx::BookForTests book;
    book.sheets = {
        {"name=\"7A\"",
         text_row({"Student ID", "Mark"}) + text_row({"41", "1"}) + text_row({"42", "2"}) + text_row({"43", "3"})},
        {"name=\"Helpers [2]\"", text_row({"Who", "What"}) + text_row({"42", "books"}) + text_row({"44", "bell"})},
        {"name=\"Old\" state=\"hidden\"",
         text_row({"Student ID", "Mark"}) + text_row({"42", "9"}) + text_row({"41", "8"})}};
    return book.bytes();
}
} // namespace

TEST(Person, P1_a_cell_names_a_person_whatever_its_case_spaces_and_leading_zeros)
{
    EXPECT_TRUE(names_person(" s-1001 ", "S-1001"));
    EXPECT_TRUE(names_person("0042", "42"));
    EXPECT_TRUE(names_person("0", "000"));
    EXPECT_FALSE(names_person("S-10010", "S-1001"));
    EXPECT_FALSE(names_person("", ""));
    EXPECT_FALSE(names_person("420", "42"));
}

TEST(Person, P1_only_the_columns_that_name_people_are_looked_at)
{
    constexpr auto text = "Student ID,Mark\n42,7\n7,42\n";
    EXPECT_THAT(lines(found(text, {"42", {"student_id"}, {}})), ElementsAre(2));
    EXPECT_THAT(lines(found(text, {"42", {"Admission number"}, {}})), ElementsAre(2, 3));
    EXPECT_EQ(found(text, {"42", {"student_id"}, {}}).rows.at(0).header,
              (std::vector<std::string>{"Student ID", "Mark"}));
}

TEST(Person, P1_every_sheet_is_looked_at_by_its_own_columns)
{
    auto bytes = workbook();
    ReadOptions first;
    first.sheet = "7A"; // the one that its run reads
    auto rows = found(bytes, {"42", {"student_id"}, {}}, first);
    EXPECT_THAT(rows.places, ElementsAre(RowPlace{1, "7A", 3}, RowPlace{2, "Helpers [2]", 2}, RowPlace{3, "Old", 2}));
    ASSERT_EQ(rows.rows.size(), 3U);
    EXPECT_EQ(rows.rows[1].cells, (std::vector<std::string>{"42", "books"}));
    EXPECT_EQ(rows.rows[1].header, (std::vector<std::string>{"Who", "What"}));
}

TEST(Person, P1_a_workbook_without_a_person_keeps_every_other_row_of_every_sheet)
{
    auto bytes = workbook();
    Without without(bytes, {"42", {"student_id"}, {}});
    EXPECT_EQ(without.became, "xlsx");
    auto expected = all_rows(bytes);
    for (const auto& place : without.rows.places)
        EXPECT_EQ(expected.erase({static_cast<std::size_t>(place.table), static_cast<std::uint64_t>(place.line)}), 1U);
    EXPECT_EQ(all_rows(without.text), expected);
    EXPECT_THAT(found(without.text, {"42", {}, {}}).places, IsEmpty());
    MemorySource source(without.text);
    auto opened = open_file(source, "list.xlsx", {});
    ASSERT_EQ(opened.tables.size(), 3U);
    EXPECT_EQ(opened.tables[0]->sheet, "7A");
    EXPECT_FALSE(opened.tables[0]->hidden);
    EXPECT_TRUE(opened.tables[2]->hidden);
    ReadOptions one;
    one.sheet = "Old";
    EXPECT_EQ(all_rows(without.text, one).size(), 2U);
}

TEST(Person, P1_one_sheet_says_nothing_about_the_lines_of_another)
{
    xlsx::BookForTests book;
    book.sheets = {{"name=\"A\"", text_row({"id"}) + text_row({"1"}) + text_row({"2"})},
                   {"name=\"B\"", text_row({"id"}) + text_row({"3"}) + text_row({"1"})}};
    Without without(book.bytes(), {"1", {"id"}, {}});
    EXPECT_EQ(all_rows(without.text), (Rows{{{1, 1}, {"id"}}, {{1, 3}, {"2"}}, {{2, 1}, {"id"}}, {{2, 2}, {"3"}}}));
}

TEST(Person, P1_a_file_without_a_person_keeps_every_other_byte_and_line)
{
    constexpr std::string_view text = "id;name\r\n1;Ann\r\n2;\"Bo; Lee\"\r\n3;Cy\xe9\r\n";
    Without without(text, {"2", {"id"}, {}});
    EXPECT_THAT(lines(without.rows), ElementsAre(3));
    EXPECT_FALSE(without.became);
    EXPECT_EQ(without.text, "id;name\r\n1;Ann\r\n\r\n3;Cy\xe9\r\n");
    EXPECT_THAT(lines(found(without.text, {"3", {"id"}, {}})), ElementsAre(4));
}

TEST(Person, P1_notes_remarks_and_broken_rows_that_speak_of_a_person_go_and_rows_of_others_stay)
{
    const PersonWanted wanted{"S-7777", {"Student ID"}, {}};
    std::string others = "S-1,Ada Ash,1\nS-2,Ben Birch,2\nS-3,Cy Cedar,3\n";
    std::string header = "Student ID,Name,Mark\n";
    for (auto [text, line] : std::initializer_list<std::pair<std::string, std::int64_t>>{
             {"Class list\nabout \u201CS-7777\u201D Ann Elm\n\n" + header + others, 2},
             {header + others + "\nRemark: s-7777 Ann Elm left the school\n", 6},
             {header + others + "S-7777;Ann Elm;4\n", 5},
             {header + others + "\"S-7777,Ann Elm,4\n", 5}}) {
        Without without(text, wanted);
        EXPECT_THAT(lines(without.rows), ElementsAre(line)) << text;
        EXPECT_EQ(without.text.find("Ann Elm"), std::string::npos) << without.text;
        EXPECT_NE(without.text.find(others), std::string::npos) << without.text;
    }
    for (const auto& text : {header + others + "S-4,\"friend of S-7777\",4\n", header + others + "S-77771,Ann Elm,4\n",
                             std::string("Marks of S-7777,Name,Student ID\n1,Ada Ash,S-1\n")})
        EXPECT_THAT(lines(found(text, wanted)), IsEmpty()) << text;
    EXPECT_THAT(lines(found("42 students\n" + header + others, {"42", {"Student ID"}, {}})), IsEmpty());
}

TEST(Person, P1_rows_that_are_nobodys_go_where_they_call_a_person_by_name)
{
    const PersonWanted wanted{"7777", {"Student ID"}, {"Canarina", "Quillfeather"}};
    std::string others = "1,Ada Ash,1\n2,Ben Birch,2\n3,Cy Cedar,3\n";
    std::string header = "Student ID,Name,Mark\n", own = "7777,Canarina Quillfeather,4\n";
    for (const auto& text : {
             "List made for Quillfeather (Canarina)\n\n" + header + others,
             header + others + "Total,CANARINA QUILLFEATHER,6\n", header + others + "Total,Canarina,Quillfeather\n",
             header + others + "\nRemark: Canarina Quillfeather left\n",
             header + others + "8,Dee Dogwood,5,Canarina Quillfeather\n", // beyond the header
             header + others + ",,,,Canarina Quillfeather\n",
             header + own + others + "\nQuillfeather: see the office\n", // of a file with rows of the person
         }) {
        Without without(text, wanted);
        EXPECT_EQ(fold(without.text).find("quillfeather"), std::string::npos) << without.text;
        EXPECT_NE(without.text.find(others), std::string::npos) << without.text;
        EXPECT_FALSE(without.rows.heading);
    }
    for (const auto& text : {header + others + "\nQuillfeather: see the office\n", // somebody of that name
                             header + others + "4,Canarina Quillfeather,4\n",      // who has another number
                             header + others + "\nCanarina, Ada and Quillfeather\n"})
        EXPECT_THAT(lines(found(text, wanted)), IsEmpty()) << text;
}

TEST(Person, P1_a_note_about_a_person_is_told_from_a_row_of_the_person)
{
    auto rows =
        found("id,name,mark\nS-7777,Ann Elm,1\nS-1,Ada Ash,2\nTotal,S-7777 and others,3\n", {"S-7777", {"id"}, {}});
    ASSERT_EQ(rows.rows.size(), 2U);
    EXPECT_FALSE(rows.rows[0].in_passing);
    EXPECT_TRUE(rows.rows[1].in_passing);
}

TEST(Person, P1_a_heading_and_the_name_of_a_sheet_that_speak_of_a_person_are_said)
{
    EXPECT_EQ(found("id,Marks of S-7777\n1,2\n3,4\n", {"S-7777", {"id"}, {}}).heading, "Marks of S-7777");
    xlsx::BookForTests book;
    book.sheets = {{"name=\"Canarina Quillfeather\"", text_row({"id"}) + text_row({"1"}) + text_row({"2"})}};
    EXPECT_EQ(found(book.bytes(), {"7777", {"id"}, {"Canarina Quillfeather"}}).heading, "Canarina Quillfeather");
}

TEST(Person, P1_a_person_taken_for_the_header_of_a_file_without_one_goes_too)
{
    std::string text = "S-7777,Ann Elm,4\nS-1,Ada Ash,1\nS-2,Ben Birch,2\n";
    Without without(text, {"S-7777", {"Student ID", "S-7777", "Ann Elm"}, {}}); // as the answers say
    EXPECT_EQ(without.text.find("Ann Elm"), std::string::npos) << without.text;
    EXPECT_NE(without.text.find("S-1,Ada Ash,1\nS-2,Ben Birch,2\n"), std::string::npos) << without.text;
}

TEST(Person, P1_rows_of_several_lines_keep_them)
{
    Without first("id,name\r\n1,\"Ann\r\nLee\"\r\n2,Bo\r\n3,Cy\r\n", {"2", {"id"}, {}});
    EXPECT_EQ(first.text, "id,name\r\n1,\"Ann\r\nLee\"\r\n\r\n3,Cy\r\n");
    Without second("id,name\n1,\"Ann\n\nLee\"\n2,\"Bo\nBee\"\n3,Cy\n", {"2", {"id"}, {}});
    EXPECT_EQ(second.text, "id,name\n1,\"Ann\n\nLee\"\n\n3,Cy\n");
    EXPECT_THAT(lines(found(second.text, {"3", {"id"}, {}})), ElementsAre(4));
}

TEST(Person, P1_the_last_row_goes_too)
{
    EXPECT_EQ(Without("id,name\n1,Ann\n2,Bo", {"2", {"id"}, {}}).text, "id,name\n1,Ann\n");
    EXPECT_EQ(Without("{\"id\":1}\n{\"id\":2}", {"2", {"id"}, {}}).text, "{\"id\":1}\n");
}

TEST(Person, P1_json_lines_stay_json_lines_and_keep_their_keys)
{
    constexpr std::string_view text = "{\"id\": 1, \"name\": \"Ann\"}\r\n{\"id\": 2, \"name\": \"Bo\"}\r\n\r\n"
                                      "{\"name\": \"Cy\", \"id\": 3}\r\n";
    Without second(text, {"2", {"id"}, {}});
    EXPECT_FALSE(second.became);
    EXPECT_EQ(second.text, "{\"id\": 1, \"name\": \"Ann\"}\r\n\r\n\r\n{\"name\": \"Cy\", \"id\": 3}\r\n");
    Without first(text, {"1", {"id"}, {}});
    EXPECT_EQ(first.text, "\r\n{\"id\": 2, \"name\": \"Bo\"}\r\n\r\n{\"name\": \"Cy\", \"id\": 3}\r\n");
    EXPECT_THAT(found(first.text, {"3", {"id"}, {}}).rows.at(0).header, ElementsAre("id", "name"));
    EXPECT_THAT(lines(found(first.text, {"3", {"id"}, {}})), ElementsAre(4));
}

TEST(Person, P1_text_of_any_encoding_stays_in_it)
{
    auto wide = [](std::string_view text) {
        std::string out = "\xFF\xFE";
        for (char c : text) (out += c) += '\0';
        return out;
    };
    EXPECT_EQ(Without(wide("id,name\n1,Ann\n2,Bo\n3,Cy\n"), {"2", {"id"}, {}}).text, wide("id,name\n1,Ann\n\n3,Cy\n"));
    EXPECT_EQ(Without("\xEF\xBB\xBFid,name\n1,Zo\xC3\xAB\n2,Bo\n", {"2", {"id"}, {}}).text,
              "\xEF\xBB\xBFid,name\n1,Zo\xC3\xAB\n\n");
    ReadOptions japanese;
    japanese.encoding = "Shift_JIS";
    std::string names = "id,name\n1,\x83\x5C\x83\x7C\n2,\x95\x5C\n3,\x94\x5C\n"; // bytes that are \ and | in ASCII
    EXPECT_EQ(Without(names, {"2", {"id"}, {}}, japanese).text, "id,name\n1,\x83\x5C\x83\x7C\n\n3,\x94\x5C\n");
}

TEST(Person, P1_tables_one_below_the_other_all_stay)
{
    std::string text = "id,name\n1,Ann\n2,Bo\n\n\nroom,day,count\nA,2026-11-30,2\nB,2026-12-01,5\n";
    auto expected = all_rows(text);
    Without without(text, {"2", {"id"}, {}});
    EXPECT_EQ(without.rows.places.size(), 2U); // in the second table every column is looked at
    for (const auto& place : without.rows.places)
        expected.erase({static_cast<std::size_t>(place.table), static_cast<std::uint64_t>(place.line)});
    EXPECT_EQ(without.became, "xlsx");
    EXPECT_EQ(all_rows(without.text), expected);
}

// tests/cases/read/: files of every format. Somebody is taken out of each who stands in it.
class PersonInEveryFormat : public testing::TestWithParam<std::string>
{
};

TEST_P(PersonInEveryFormat, P1_others_keep_their_table_and_line)
{
    namespace fs = std::filesystem;
    auto folder = fs::path(places::source("tests/cases/read")) / GetParam();
    std::string bytes;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().stem() != "input") continue;
        bytes = case_folders::file(entry.path());
        if (entry.path().extension() != ".pdf") continue;
        auto pages = fs::path(testing::TempDir()) / ("person-" + GetParam() + ".pages");
        auto command = places::batchops_pdf() + " 3<'" + entry.path().string() + "' 4>'" + pages.string() + "'";
        ASSERT_EQ(std::system(command.c_str()), 0);
        bytes = case_folders::file(pages);
        fs::remove(pages);
    }
    if (fs::exists(folder / "options.json")) GTEST_SKIP() << "is read in another way by a person's options";
    Rows before, headers;
    try {
        before = all_rows(bytes, {}, &headers);
    } catch (const Unreadable&) {
        GTEST_SKIP() << "is refused";
    }
    if (before.size() < 3) GTEST_SKIP() << "has no rows to spare";
    // Of a row in the middle; headers are about nobody.
    auto row = std::next(before.begin(), static_cast<std::ptrdiff_t>(before.size() / 2));
    auto names_columns = [&](const Rows::value_type& one) { return headers.contains(one.first); };
    while (row != before.end() && names_columns(*row)) ++row;
    if (row == before.end()) GTEST_SKIP() << "has no rows to spare";
    std::string name; // a copy: its row is taken out below
    for (const auto& cell : row->second)
        if (name.empty()) name = cell;
    ReadOptions options;
    options.canonical = true;
    Without without(bytes, {name, {}, {}}, options);
    ASSERT_FALSE(without.rows.places.empty());
    for (const auto& place : without.rows.places)
        before.erase({static_cast<std::size_t>(place.table), static_cast<std::uint64_t>(place.line)});
    if (before.size() < 2) GTEST_SKIP() << "is about one person only";
    EXPECT_THAT(found(without.text, {name, {}, {}}, options).places, IsEmpty());
    std::size_t kept = 0;
    auto after = all_rows(without.text);
    // Of a text with one table below the other, the second may be too short without the row to be told from the first.
    bool joined = after.rbegin()->first.first < before.rbegin()->first.first;
    for (const auto& [place, cells] : after)
        kept += std::ranges::any_of(before, [&](const auto& one) {
            return (joined || one.first.first == place.first) && one.first.second == place.second &&
                   one.second == cells;
        });
    EXPECT_EQ(kept, before.size());
}

INSTANTIATE_TEST_SUITE_P(Cases, PersonInEveryFormat,
                         testing::ValuesIn(case_folders::names_in(places::source("tests/cases/read"))),
                         [](const auto& test) {
                             auto name = test.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });
} // namespace engine

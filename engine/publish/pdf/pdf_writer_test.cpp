#include "engine/publish/figures/figures_for_tests.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/pdf/pdf_probe.hpp"
#include "engine/publish/pdf/syntax.hpp"
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>
#include <unistd.h>

using namespace engine;
using testing::HasSubstr;
using testing::Not;

namespace
{
using Rows = TestRows;
using Charts = std::vector<std::pair<ChartKind, std::string>>;

const std::vector<OutputColumn> marks{{"id", "ID"}, {"name", "Name"}, {"mark", "Mark", CellType::number}};

ReportText words()
{
    ReportText text;
    text.title = "Marks of autumn";
    text.subtitle = "Exams, week 46";
    text.school = "Greenfield School";
    text.totals = {"mark"};
    text.provenance = {{"File", "marks.csv"}};
    text.notes = {"14 rows are held back."};
    return text;
}

std::string report(const std::vector<OutputColumn>& columns, const Rows& rows, const ReportText& text)
{
    StringSink sink;
    auto writer = pdf_writer(sink, columns, text);
    for (const auto& row : rows) writer->row(row);
    writer->finish();
    return sink.text;
}

// With what the short form of a layout says.
std::string report(const std::vector<OutputColumn>& columns, const Rows& rows, ReportText text,
                   const std::vector<std::string>& group_by, const Charts& charts = {})
{
    ReportLayout layout;
    layout.totals = text.totals;
    lay_out(layout, group_by, charts);
    text.figures = std::make_shared<ReportFigures>(figures_of(layout, schema_of(columns), rows, text.suppress_below));
    return report(columns, rows, text);
}

Rows many(std::size_t count) { return Rows(count, {"000000017", "Ann Oakley", "12.50"}); }

std::string output_of(const std::string& command)
{
    std::string out;
    auto* pipe = popen(command.c_str(), "r");
    char buffer[4096];
    while (auto got = std::fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, got);
    pclose(pipe);
    return out;
}

bool is_installed(const char* tool)
{
    return std::system(("command -v " + std::string(tool) + " >/dev/null").c_str()) == 0;
}

// A file that outside tools can look at.
class Saved
{
public:
    explicit Saved(const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
    ~Saved() { unlink(path.c_str()); }
    std::string path = testing::TempDir() + "batchops-report-" + std::to_string(getpid()) + ".pdf";
};

std::string text_of(const std::string& pdf) { return output_of("pdftotext -layout " + Saved(pdf).path + " -"); }
} // namespace

TEST(PdfWriter, the_same_rows_give_the_same_bytes)
{
    auto once = report(marks, many(200), words());
    EXPECT_EQ(once, report(marks, many(200), words()));
    EXPECT_NE(once, report(marks, many(201), words()));
}

// The head of a table comes again on every page, so it must leave room for rows.
TEST(PdfWriter, titles_as_long_as_a_page_are_cut_with_a_sentence)
{
    auto words_of = [](std::size_t characters) {
        std::string text;
        while (text.size() < characters) text += "question and answer ";
        return text.substr(0, characters);
    };
    std::string arabic, broken;
    for (int i = 0; i < 400; ++i) arabic += "سؤال ", broken += "q\n";
    for (const auto& title : {words_of(700), words_of(60'000), std::string(2'000, 'x'), arabic, broken})
        for (std::size_t width : {1U, 10U}) {
            std::vector<OutputColumn> columns;
            for (std::size_t column = 0; column < width; ++column)
                columns.push_back({"c" + std::to_string(column), std::to_string(column) + title, CellType::text});
            Rows rows(3, std::vector<std::string_view>(width, "yes"));
            auto text = words();
            text.totals = {};
            auto file = report(columns, rows, text);
            auto pages = pdf::PdfProbe(file).pages().size();
            EXPECT_LE(pages, 2 + width) << title.size() << ' ' << width;
            bool cut = text_of(file).find("are cut here; the data files have them whole.") != std::string::npos;
            if (title.size() >= 60'000 && is_installed("pdftotext")) {
                EXPECT_TRUE(cut) << title.size() << ' ' << width;
            }
        }
}

TEST(PdfWriter, a_report_says_what_it_is_to_those_who_listen)
{
    auto pdf = pdf::PdfProbe(report(marks, many(3), words()));
    auto catalog = pdf.object_with("/Type/Catalog");
    EXPECT_THAT(catalog, HasSubstr("/MarkInfo<</Marked true>>"));
    EXPECT_THAT(catalog, HasSubstr("/DisplayDocTitle true"));
    EXPECT_THAT(catalog, HasSubstr("/Lang<FEFF0065006E002D00470042>")); // en-GB
    EXPECT_THAT(pdf.all(), HasSubstr("<pdfuaid:part>1</pdfuaid:part>"));
    EXPECT_THAT(pdf.all(), HasSubstr("Marks of autumn</rdf:li>"));
    EXPECT_EQ(pdf.count("/S/Document/"), 1U);
    EXPECT_EQ(pdf.count("/S/H1/"), 1U);
}

TEST(PdfWriter, the_table_is_a_table_of_head_and_cells)
{
    ReportText text;
    text.title = "Marks";
    auto pdf = pdf::PdfProbe(report(marks, many(100), text));
    EXPECT_GT(pdf.count("/Type/Page/"), 1U);
    EXPECT_EQ(pdf.count("/Scope/Column"), 3U) << "the head is said once, however often it is repeated";
    EXPECT_EQ(pdf.count("/Scope/Row"), 2U) << "rows and checksum at the end";
    EXPECT_EQ(pdf.count("/S/TD/"), 300U + 2U);
    EXPECT_EQ(pdf.count("/S/TR/"), 101U + 2U);
}

TEST(PdfWriter, everything_on_a_page_is_content_or_artifact)
{
    auto pdf = pdf::PdfProbe(report(marks, many(300), words(), {"name"}));
    for (const auto& page : pdf.pages()) {
        EXPECT_EQ(page.outside, 0U) << "text or shapes outside of marked content";
        EXPECT_EQ(page.depth, 0) << "marked content is closed";
        EXPECT_EQ(page.marks, page.parents) << "each mark has its element in the parent tree";
        EXPECT_TRUE(page.marks_count_up);
    }
}

TEST(PdfWriter, numbers_stand_right_and_totals_are_exact)
{
    auto text = words();
    Rows rows{{"1", "Ann", "0.1"}, {"2", "Bob", "0.2"}, {"3", "Ann", "-1000.05"}, {"4", "Zoe", ""}};
    ASSERT_TRUE(is_installed("pdftotext"));
    auto shown = text_of(report(marks, rows, text, {"name"}));
    EXPECT_TRUE(std::regex_search(shown, std::regex("Total +-999\\.75\n"))) << shown;
    EXPECT_TRUE(std::regex_search(shown, std::regex("Ann +2 +50\\.0% +-999\\.95\n"))) << shown;
    EXPECT_TRUE(std::regex_search(shown, std::regex("Rows +Mark\n"))) << "the figures of the first page\n" << shown;
    EXPECT_THAT(shown, HasSubstr("14 rows are held back."));
    EXPECT_THAT(shown, HasSubstr("marks.csv"));
}

TEST(PdfWriter, pages_are_numbered_and_repeat_the_head)
{
    ASSERT_TRUE(is_installed("pdftotext"));
    auto shown = text_of(report(marks, many(100), words()));
    EXPECT_THAT(shown, HasSubstr("Page 1 of 3"));
    EXPECT_THAT(shown, HasSubstr("Page 3 of 3"));
    std::regex head("ID +Name +Mark\n");
    EXPECT_EQ(std::distance(std::sregex_iterator(shown.begin(), shown.end(), head), {}), 3);
}

TEST(PdfWriter, past_the_row_limit_the_report_says_so_and_totals_go_on)
{
    ASSERT_TRUE(is_installed("pdftotext"));
    std::vector<OutputColumn> one{{"n", "N", CellType::integer}};
    ReportText text;
    text.title = "Long";
    text.totals = {"n"};
    auto shown = text_of(report(one, Rows(static_cast<std::size_t>(pdf_row_limit) + 1, {"1"}), text));
    EXPECT_THAT(shown, HasSubstr("This report shows the first 20,000 of 20,001 rows."));
    EXPECT_THAT(shown, HasSubstr("20001\n"));
}

TEST(PdfWriter, a_cell_longer_than_a_page_goes_on_on_the_next_one)
{
    std::string story;
    for (int i = 0; i < 6000; ++i) story += "word" + std::to_string(i) + " ";
    auto bytes = report(marks, {{"1", story, "1"}, {"2", "after", "2"}}, words());
    auto pdf = pdf::PdfProbe(bytes);
    EXPECT_GT(pdf.count("/Type/MCR"), 1U);
    for (const auto& page : pdf.pages()) EXPECT_EQ(page.marks, page.parents);
    ASSERT_TRUE(is_installed("pdftotext"));
    auto shown = text_of(bytes);
    for (const char* word : {"word0 ", "word3000 ", "word5999"}) EXPECT_THAT(shown, HasSubstr(word));
}

TEST(PdfWriter, too_many_columns_go_over_sets_of_pages_with_the_first_column_on_each)
{
    ASSERT_TRUE(is_installed("pdftotext"));
    std::vector<OutputColumn> columns{{"id", "Key"}};
    std::vector<std::string_view> row{"K1"};
    for (int i = 1; i < 60; ++i) {
        columns.push_back({"c", "Heading" + std::to_string(i)});
        row.push_back("value");
    }
    auto bytes = report(columns, {row}, words());
    auto shown = text_of(bytes);
    for (int i = 1; i < 60; ++i) EXPECT_THAT(shown, HasSubstr("Heading" + std::to_string(i)));
    auto parts = pdf::PdfProbe(bytes).count("/S/Table/") - 1; // without the origin
    std::regex key("\n +K1 ");
    EXPECT_EQ(std::distance(std::sregex_iterator(shown.begin(), shown.end(), key), {}),
              static_cast<std::ptrdiff_t>(parts));
    EXPECT_GT(parts, 2U);
}

TEST(PdfWriter, a_report_without_rows_is_a_report)
{
    ReportText none;
    none.title = "None";
    auto pdf = pdf::PdfProbe(report(marks, {}, none));
    EXPECT_EQ(pdf.count("/Type/Page/"), 1U);
}

TEST(PdfWriter, qpdf_and_poppler_find_nothing_wrong)
{
    ASSERT_TRUE(is_installed("qpdf") && is_installed("pdfinfo"));
    Saved saved(report(marks, many(500), words()));
    EXPECT_THAT(output_of("qpdf --check " + saved.path + " 2>&1"),
                HasSubstr("No syntax or stream encoding errors found"));
    auto info = output_of("pdfinfo " + saved.path + " 2>&1");
    EXPECT_THAT(info, HasSubstr("Tagged:          yes"));
    EXPECT_THAT(info, HasSubstr("Title:           Marks of autumn"));
    EXPECT_THAT(info, Not(HasSubstr("CreationDate")));
    EXPECT_THAT(info, HasSubstr("JavaScript:      no"));
}

TEST(PdfWriter, charts_are_figures_that_say_in_words_what_they_show)
{
    const std::vector<OutputColumn> columns{{"day", "Day", CellType::date}, {"status", "Status"}};
    Rows rows;
    for (int i = 0; i < 40; ++i) rows.push_back({i % 4 ? "2026-11-02" : "2026-11-03", i % 5 ? "Present" : "Absent"});
    ReportText text = words();
    text.totals = {};
    Charts charts{{ChartKind::bar, "status"}, {ChartKind::line, "day"}};
    auto made = report(columns, rows, text, {"status"}, charts);
    pdf::PdfProbe pdf(made);
    EXPECT_EQ(pdf.count("/S/Figure"), 1U) << "bars stand beside their numbers, which say it all";
    EXPECT_EQ(pdf.count("/O/Layout/BBox["), 1U);
    auto alt = [](std::u32string_view words) { return pdf::utf16_hex(words); };
    EXPECT_EQ(pdf.count(alt(U"Line chart of Rows by Day: 2 Nov 2026 30, 3 Nov 2026 10.")), 1U);
    auto shown = text_of(made);
    EXPECT_THAT(shown, HasSubstr("Most: Present with 32 of 40. Least: Absent with 8."));
    EXPECT_EQ(shown.find("Rows by Status"), shown.rfind("Rows by Status")) << "nothing is told twice";
    for (const auto& page : pdf.pages()) {
        EXPECT_EQ(page.outside, 0U);
        EXPECT_EQ(page.depth, 0);
        EXPECT_EQ(page.marks, page.parents);
        EXPECT_TRUE(page.marks_count_up);
    }
    EXPECT_EQ(made, report(columns, rows, text, {"status"}, charts));
}

TEST(PdfWriter, small_numbers_are_neither_counted_nor_drawn_nor_added_up)
{
    const std::vector<OutputColumn> columns{{"status", "Status"}, {"mark", "Mark", CellType::number}};
    ReportText text;
    text.title = "Few";
    text.totals = {"mark"};
    text.suppress_below = 10;
    Rows rows(60, {"Present", "1"});
    rows.insert(rows.end(), 20, {"Late", "1"});
    rows.insert(rows.end(), 3, {"Excused", "1"});
    text.lists_rows = false;
    Charts bars{{ChartKind::bar, "status"}}, lines{{ChartKind::line, "status"}};
    for (const auto& charts : {bars, lines}) {
        auto pdf = report(columns, rows, text, {"status"}, charts);
        EXPECT_EQ(pdf::PdfProbe(pdf).count(pdf::utf16_hex(U"Excused")), 0U);
        EXPECT_THAT(text_of(pdf), Not(HasSubstr("Excused")));
        auto tiny = report(columns, Rows(4, {"Excused", "1"}), text, {"status"}, charts);
        EXPECT_EQ(pdf::PdfProbe(tiny).count("/S/Figure"), 0U);
        EXPECT_THAT(text_of(tiny), Not(HasSubstr("Excused")));
    }
}

TEST(PdfWriter, a_cell_of_200_000_characters_is_broken_once_for_all_its_pages)
{
    auto letters = [](const std::string& word) {
        return std::ranges::count(text_of(report(marks, {{"1", word, "1"}}, words())), 'x');
    };
    EXPECT_EQ(letters(std::string(200'000, 'x')) - letters(""), 200'000);
}

TEST(PdfWriter, the_rows_can_be_left_out_and_sections_come_in_their_order)
{
    auto text = words();
    text.lists_rows = false;
    ReportLayout layout;
    Section first, second;
    first.title = "Zebras first";
    first.by = second.by = {"name"};
    first.show = {{MeasureKind::mean, "mark"}};
    second.title = "Ants second";
    second.show = {{MeasureKind::count}};
    layout.sections = {first, second};
    text.figures = std::make_shared<ReportFigures>(figures_of(layout, schema_of(marks), many(30)));
    auto shown = text_of(report(marks, many(30), text));
    EXPECT_LT(shown.find("Zebras first"), shown.find("Ants second"));
    EXPECT_THAT(shown, Not(HasSubstr("000000017")));
}

TEST(PdfWriter, rows_are_put_together_and_added_up_by_a_column)
{
    auto text = words();
    text.subtotals = "name";
    text.quantities = {"mark"};
    auto shown =
        text_of(report(marks, {{"1", "10B", "1000"}, {"2", "9A", "1"}, {"3", "10B", "234.5"}, {"4", "", "5"}}, text));
    auto at = [&](const std::string& pattern) {
        std::smatch found;
        EXPECT_TRUE(std::regex_search(shown, found, std::regex(pattern))) << pattern << shown;
        return found.position();
    };
    EXPECT_LT(at("9A: 1 row +1\n"), at("10B: 2 rows +1,234\\.5\n"));
    EXPECT_LT(at("10B: 2 rows"), at("\\(blank\\): 1 row +5\n"));
    EXPECT_LT(at("\\(blank\\)"), at("Total +1,240\\.5\n"));
}

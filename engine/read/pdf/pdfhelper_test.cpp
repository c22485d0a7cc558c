// What the program batchops-pdf says of small documents, read as the engine reads it.
#include "engine/read/pdf/page_stream.hpp"
#include "engine/table/unreadable.hpp"
#include "tests/places.hpp"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

using namespace engine::pdf;
using testing::IsEmpty;
using testing::SizeIs;

namespace
{
namespace fs = std::filesystem;

// A document with these contents on as many pages of 595 × 842 points; `more` is of each page.
std::string document(const std::vector<std::string>& contents, const std::string& more = "")
{
    std::string kids, pages;
    int number = 4;
    for (const auto& content : contents) {
        kids += std::to_string(number) + " 0 R ";
        pages += std::to_string(number) + " 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] " + more +
                 " /Resources << /Font << /F1 3 0 R >> >> /Contents " + std::to_string(number + 1) +
                 " 0 R >>\nendobj\n";
        pages += std::to_string(number + 1) + " 0 obj\n<< /Length " + std::to_string(content.size()) + " >>\nstream\n" +
                 content + "\nendstream\nendobj\n";
        number += 2;
    }
    return "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [" + kids +
           "] /Count " + std::to_string(contents.size()) +
           " >>\nendobj\n3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>\n"
           "endobj\n" +
           pages + "trailer\n<< /Root 1 0 R >>\n%%EOF\n";
}

std::vector<Page> read(const std::string& bytes, const std::string& options = "")
{
    auto name = fs::path(testing::TempDir()) /
                (std::string("helper-") + testing::UnitTest::GetInstance()->current_test_info()->name());
    auto pdf = name.string() + ".pdf", said = name.string() + ".pages";
    std::ofstream(pdf, std::ios::binary) << bytes;
    auto command = places::batchops_pdf() + " " + options + " 3<'" + pdf + "' 4>'" + said + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::ostringstream answer;
    answer << std::ifstream(said, std::ios::binary).rdbuf();
    fs::remove(pdf);
    fs::remove(said);
    auto text = answer.str();
    MemorySource source(text);
    PageStream stream(source, "a.pdf");
    std::vector<Page> pages;
    for (Page page; stream.next(page); page = {}) pages.push_back(page);
    return pages;
}

void expect_box(const Box& box, const Box& wanted)
{
    EXPECT_NEAR(box.left, wanted.left, 0.1);
    EXPECT_NEAR(box.top, wanted.top, 0.1);
    EXPECT_NEAR(box.right, wanted.right, 0.1);
    EXPECT_NEAR(box.bottom, wanted.bottom, 0.1);
}
} // namespace

TEST(PdfHelper, a_character_has_its_box_from_the_top_left_corner)
{
    auto pages = read(document({"BT /F1 10 Tf 70 732 Td (A1) Tj ET"}));
    ASSERT_THAT(pages, SizeIs(1));
    EXPECT_FLOAT_EQ(pages[0].width, 595);
    EXPECT_FLOAT_EQ(pages[0].height, 842);
    ASSERT_THAT(pages[0].glyphs, SizeIs(2));
    const auto& letter = pages[0].glyphs[0];
    EXPECT_EQ(letter.unicode, U'A');
    EXPECT_FLOAT_EQ(letter.size, 10);
    EXPECT_EQ(letter.angle, 0);
    EXPECT_FALSE(letter.invisible);
    expect_box(letter.box, {70, 102.5F, 76.67F, 112.5F});
    expect_box(pages[0].glyphs[1].box, {76.67F, 102.5F, 82.23F, 112.5F});
}

TEST(PdfHelper, spacing_is_no_part_of_a_character)
{
    auto pages = read(document({"BT /F1 10 Tf 5 Tc 70 732 Td (11) Tj ET"}));
    expect_box(pages.at(0).glyphs.at(0).box, {70, 102.5F, 75.56F, 112.5F});
    expect_box(pages[0].glyphs.at(1).box, {80.56F, 102.5F, 86.12F, 112.5F});
}

TEST(PdfHelper, lines_and_filled_rectangles_along_the_page_are_told)
{
    auto pages = read(document({"2 w 70 700 m 170 700 l S 0.5 g 70 600 100 20 re f"}));
    ASSERT_THAT(pages.at(0).shapes, SizeIs(2));
    const auto &line = pages[0].shapes[0], &area = pages[0].shapes[1];
    expect_box(line.box, {70, 142, 170, 142});
    EXPECT_FALSE(line.filled);
    EXPECT_FLOAT_EQ(line.width, 2);
    EXPECT_EQ(line.grey, 0);
    expect_box(area.box, {70, 222, 170, 242});
    EXPECT_TRUE(area.filled);
    EXPECT_NEAR(area.grey, 128, 1);
}

TEST(PdfHelper, slanting_lines_curves_and_what_lies_off_the_page_are_left_out)
{
    auto pages = read(document({"70 700 m 170 650 l S 70 700 m 100 750 150 750 170 700 c f 700 100 m 900 100 l S "
                                "BT /F1 10 Tf 700 732 Td (off) Tj ET"}));
    EXPECT_THAT(pages.at(0).shapes, IsEmpty());
    EXPECT_THAT(pages[0].glyphs, IsEmpty());
}

TEST(PdfHelper, a_turned_page_is_told_as_it_is_seen)
{
    auto pages = read(document({"BT /F1 10 Tf 70 732 Td (A) Tj ET"}, "/Rotate 90"));
    EXPECT_FLOAT_EQ(pages.at(0).width, 842);
    EXPECT_FLOAT_EQ(pages[0].height, 595);
    EXPECT_EQ(pages[0].glyphs.at(0).angle, 270);
    expect_box(pages[0].glyphs[0].box, {729.5F, 70, 739.5F, 76.67F});
}

TEST(PdfHelper, a_cropped_page_begins_at_its_crop)
{
    auto pages = read(document({"BT /F1 10 Tf 70 732 Td (A) Tj ET"}, "/CropBox [50 100 550 800]"));
    EXPECT_FLOAT_EQ(pages.at(0).width, 500);
    EXPECT_FLOAT_EQ(pages[0].height, 700);
    expect_box(pages[0].glyphs.at(0).box, {20, 60.5F, 26.67F, 70.5F});
}

TEST(PdfHelper, text_behind_a_scanned_picture_is_marked)
{
    auto pages = read(document({"BT /F1 10 Tf 3 Tr 70 732 Td (A) Tj ET"}));
    EXPECT_TRUE(pages.at(0).glyphs.at(0).invisible);
}

TEST(PdfHelper, the_pages_asked_for_are_told)
{
    auto text = [](const char* letter) { return std::string("BT /F1 10 Tf 70 732 Td (") + letter + ") Tj ET"; };
    auto pages = read(document({text("A"), text("B"), text("C")}), "--first 2 --last 2");
    ASSERT_THAT(pages, SizeIs(1));
    EXPECT_EQ(pages[0].number, 2);
    EXPECT_EQ(pages[0].glyphs.at(0).unicode, U'B');
}

TEST(PdfHelper, a_damaged_document_is_refused)
{
    try {
        read("%PDF-1.4\nnothing else");
        FAIL();
    } catch (const engine::Unreadable& refused) {
        EXPECT_EQ(refused.code(), "damaged");
    }
}

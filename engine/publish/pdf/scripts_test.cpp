// Text of every script comes out of a report as it went in.
#include "engine/publish/output.hpp"
#include "engine/publish/pdf/bidi.hpp"
#include "engine/publish/pdf/paragraph.hpp"
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

using namespace engine;

namespace
{
struct Sample {
    const char* script;
    const char* text;
};

constexpr Sample samples[] = {
    {"latin", "José Ñandú AVAW office"},
    {"greek", "Νίκος Παππάς"},
    {"cyrillic", "Иван Петров"},
    {"arabic", "محمد عبد الله"},
    {"arabic_ligature", "لا إله"},
    {"arabic_marks", "مُحَمَّد"},
    {"persian_joiner", "می‌خواهم"},
    {"hebrew", "עברית שלום"},
    {"hebrew_points", "שָׁלוֹם"},
    {"devanagari", "आर्या शर्मा क्षत्रिय"},
    {"bengali", "তানিয়া রহমান"},
    {"tamil", "தமிழ் மாணவர்"},
    {"thai", "สมชาย ใจดี ที่นี่"},
    {"georgian", "ნინო"},
    {"han", "李小龍"},
    {"japanese", "日本語テスト"},
    {"korean", "김철수"},
    {"emoji", "Zoë 👩‍🏫"},
    {"combining", "Zoe\u0301"},
};

class Script : public testing::TestWithParam<Sample>
{
};

// Without the marks with which pdftotext embraces text that runs to the left.
std::string without_direction_marks(std::string text)
{
    for (const char* mark : {"\u202A", "\u202B", "\u202C", "\u200E", "\u200F"})
        for (auto at = text.find(mark); at != text.npos; at = text.find(mark)) text.erase(at, 3);
    return text;
}
} // namespace

TEST_P(Script, comes_out_in_the_order_of_reading)
{
    ASSERT_EQ(std::system("command -v pdftotext >/dev/null"), 0) << "pdftotext is not installed";
    StringSink sink;
    ReportText text;
    text.title = "Names";
    auto writer = pdf_writer(sink, {{"name", "Name"}}, text);
    std::string_view cell = GetParam().text;
    writer->row({&cell, 1});
    writer->finish();
    auto path = testing::TempDir() + "batchops-script-" + GetParam().script + std::to_string(getpid()) + ".pdf";
    std::ofstream(path, std::ios::binary) << sink.text;
    std::string shown;
    auto* pipe = popen(("pdftotext -layout " + path + " -").c_str(), "r");
    char buffer[4096];
    while (auto got = std::fread(buffer, 1, sizeof buffer, pipe)) shown.append(buffer, got);
    pclose(pipe);
    unlink(path.c_str());
    EXPECT_THAT(without_direction_marks(shown), testing::HasSubstr(GetParam().text));
}

INSTANTIATE_TEST_SUITE_P(Every, Script, testing::ValuesIn(samples),
                         [](const auto& sample) { return std::string(sample.param.script); });

TEST(Bidi, runs_come_from_left_to_right)
{
    auto runs = pdf::visual_runs("שלום David", true);
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs[0].text, "David");
    EXPECT_FALSE(runs[0].right_to_left);
    EXPECT_EQ(runs[1].text, "שלום ");
    EXPECT_TRUE(runs[1].right_to_left);
}

TEST(Bidi, text_without_strong_letters_from_the_right_needs_no_turning)
{
    EXPECT_FALSE(pdf::has_right_to_left("Łódź 你好 2026"));
    EXPECT_TRUE(pdf::has_right_to_left("ID שלום"));
    EXPECT_FALSE(pdf::begins_right_to_left("ID שלום"));
    EXPECT_TRUE(pdf::begins_right_to_left("12 שלום ID"));
}

TEST(Paragraph, words_move_to_the_next_line_whole)
{
    pdf::Typesetter type("en-GB");
    const auto& paragraph = type.paragraph("one two three", false);
    EXPECT_EQ(type.count_lines(paragraph, paragraph.natural), 1U);
    EXPECT_EQ(type.count_lines(paragraph, paragraph.natural - 1), 2U);
    EXPECT_EQ(type.count_lines(paragraph, paragraph.longest), 3U);
    for (const auto& line : type.lines(paragraph, paragraph.longest)) EXPECT_LE(line.width, paragraph.longest);
}

TEST(Paragraph, a_word_wider_than_the_line_is_broken_between_characters)
{
    pdf::Typesetter type("en-GB");
    const auto& paragraph = type.paragraph(std::string(200, 'm'), false);
    auto lines = type.lines(paragraph, 5000);
    EXPECT_GT(lines.size(), 20U);
    for (const auto& line : lines) EXPECT_LE(line.width, 5000);
}

TEST(Paragraph, thai_breaks_between_words_without_spaces)
{
    pdf::Typesetter type("en-GB");
    const auto& paragraph = type.paragraph("นักเรียนมาเรียนทุกวัน", false);
    EXPECT_GT(paragraph.stretches.size(), 3U);
}

TEST(Paragraph, line_ends_of_the_text_are_kept)
{
    pdf::Typesetter type("en-GB");
    EXPECT_EQ(type.count_lines(type.paragraph("one\ntwo", false), 100'000), 2U);
    EXPECT_EQ(type.count_lines(type.paragraph("one\r\nzwei – drei\n", false), 100'000), 2U);
}

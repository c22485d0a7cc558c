#include "engine/publish/accent.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/picture.hpp"
#include "engine/table/unreadable.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::HasSubstr;
using testing::Not;

Picture red(std::uint32_t width, std::uint32_t height)
{
    Picture picture{width, height, {}};
    for (std::uint32_t at = 0; at < width * height; ++at) picture.rgb += std::string("\xff\x10\x00", 3);
    return picture;
}

std::string refusal(const std::string& bytes)
{
    try {
        read_picture(MemorySource(bytes));
    } catch (const Unreadable& refused) {
        return refused.what();
    }
    return "read";
}

TEST(Picture, comes_back_as_it_was_and_always_with_the_same_bytes)
{
    auto bytes = png_of(red(8, 3));
    auto back = read_picture(MemorySource(bytes));
    EXPECT_EQ(back.width, 8U);
    EXPECT_EQ(back.height, 3U);
    EXPECT_EQ(back.rgb, red(8, 3).rgb);
    EXPECT_EQ(png_of(back), bytes);
}

TEST(Picture, what_is_none_or_too_large_is_refused_in_words)
{
    EXPECT_THAT(refusal("<svg onload='x'/>"), HasSubstr("neither a PNG nor a JPEG"));
    EXPECT_THAT(refusal(""), HasSubstr("neither a PNG nor a JPEG"));
    EXPECT_THAT(refusal(png_of(red(8, 3)).substr(0, 40)), HasSubstr("cannot be read"));
    EXPECT_THAT(refusal(std::string("\xff\xd8\xff\xe0 and nothing else")), HasSubstr("JPEG picture cannot be read"));
    EXPECT_THAT(refusal(png_of(red(1201, 1))), HasSubstr("1201 × 1 pixels"));
    EXPECT_THAT(refusal(std::string(picture_bytes + 1, 'x')), HasSubstr("larger than 1 MiB"));
}

TEST(Accent, is_a_colour_that_white_can_be_read_on)
{
    EXPECT_FALSE(read_accent("red"));
    EXPECT_FALSE(read_accent("#12345"));
    EXPECT_FALSE(read_accent("#12345g"));
    EXPECT_NEAR(contrast_with_white(read_accent("#000000").value()), 21, 0.01);
    EXPECT_NEAR(contrast_with_white(read_accent("#ffffff").value()), 1, 0.01);
    EXPECT_NEAR(contrast_with_white(read_accent("#767676").value()), 4.54, 0.01);
    EXPECT_GT(contrast_with_white(read_accent("#4338ca").value()), least_contrast);
}

TEST(LetterHead, the_logo_and_the_colour_are_on_the_report_and_its_bytes_stay_the_same)
{
    auto made = [](bool with) {
        ReportText text;
        text.title = "Marks";
        text.school = "Greenfield School";
        if (with) {
            text.accent = "#0b6e4f";
            text.logo = red(40, 20);
        }
        StringSink sink;
        auto writer = pdf_writer(sink, {{"id", "ID"}}, text);
        std::string_view row[] = {"1"};
        writer->row(row);
        writer->finish();
        return sink.text;
    };
    EXPECT_THAT(made(true), HasSubstr("/Subtype/Image/Width 40/Height 20"));
    EXPECT_THAT(made(false), Not(HasSubstr("/Subtype/Image")));
    EXPECT_EQ(made(true), made(true));
}
} // namespace
} // namespace engine

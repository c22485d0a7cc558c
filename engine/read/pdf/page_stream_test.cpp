#include "engine/read/pdf/page_stream.hpp"
#include "engine/table/unreadable.hpp"
#include <bit>
#include <gtest/gtest.h>
#include <limits>

using namespace engine;
using namespace engine::pdf;

namespace
{
struct StreamForTests {
    std::string bytes{stream_magic};

    StreamForTests& letter(char c)
    {
        bytes += c;
        return *this;
    }
    StreamForTests& number(std::uint32_t value, int size = 4)
    {
        for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i));
        return *this;
    }
    StreamForTests& length(float value) { return number(std::bit_cast<std::uint32_t>(value)); }
    StreamForTests& word(const std::string& text)
    {
        bytes += static_cast<char>(text.size());
        bytes += text;
        return *this;
    }
    // A page of 200 × 100 points with one letter, one line and no picture.
    StreamForTests& page(std::uint32_t characters = 1, float left = 10)
    {
        letter('P').number(1).length(200).length(100).number(0, 2).number(0, 2).number(characters).number(1).number(0);
        number('A').length(left).length(20).length(16).length(30).length(10).number(90, 2).number(1, 2);
        return length(5).length(40).length(195).length(40).length(0.5F).number(0, 1).number(255, 1).number(0, 2);
    }
};

std::string code_of(const std::string& bytes)
{
    MemorySource source(bytes);
    try {
        PageStream stream(source, "fees.pdf");
        for (Page page; stream.next(page);) {
        }
    } catch (const Unreadable& refused) {
        EXPECT_NE(std::string(refused.what()).find("“fees.pdf”"), std::string::npos);
        return refused.code();
    }
    return "";
}
} // namespace

TEST(PageStream, a_page_is_read_as_it_was_said)
{
    auto bytes = StreamForTests().letter('D').number(3).page().letter('E').bytes;
    MemorySource source(bytes);
    PageStream stream(source, "fees.pdf");
    EXPECT_EQ(stream.pages(), 3);
    Page page;
    ASSERT_TRUE(stream.next(page));
    EXPECT_EQ(page.width, 200);
    ASSERT_EQ(page.glyphs.size(), 1U);
    EXPECT_EQ(page.glyphs[0].unicode, U'A');
    EXPECT_EQ(page.glyphs[0].box.right, 16);
    EXPECT_EQ(page.glyphs[0].angle, 90);
    EXPECT_TRUE(page.glyphs[0].invisible);
    ASSERT_EQ(page.shapes.size(), 1U);
    EXPECT_EQ(page.shapes[0].grey, 255);
    EXPECT_FALSE(page.shapes[0].filled);
    EXPECT_FALSE(stream.next(page));
}

TEST(PageStream, a_document_that_cannot_be_opened_is_a_sentence)
{
    EXPECT_EQ(code_of(StreamForTests().letter('F').word("locked").letter('E').bytes), "password");
    EXPECT_EQ(code_of(StreamForTests().letter('F').word("password").letter('E').bytes), "password");
    EXPECT_EQ(code_of(StreamForTests().letter('F').word("damaged").letter('E').bytes), "damaged");
}

TEST(PageStream, nothing_that_is_said_is_trusted)
{
    auto whole = StreamForTests().letter('D').number(1).page().letter('E').bytes;
    EXPECT_EQ(code_of(whole), "");
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_EQ(code_of(whole.substr(0, length)), "damaged");
    EXPECT_EQ(code_of(StreamForTests().letter('D').number(1).page(4'000'000'000).letter('E').bytes), "damaged");
    auto infinite = std::numeric_limits<float>::infinity();
    EXPECT_EQ(code_of(StreamForTests().letter('D').number(1).page(1, infinite).letter('E').bytes), "damaged");
    EXPECT_EQ(code_of(StreamForTests().letter('D').number(1).letter('?').bytes), "damaged");
}

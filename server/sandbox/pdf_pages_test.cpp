#include "base/bytes.hpp"
#include "server/sandbox/page_pictures.hpp"
#include "server/sandbox/pdf_pages.hpp"
#include "tests/places.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace sandbox;
using testing::ElementsAre;
using testing::HasSubstr;

namespace
{
Descriptor sample(const std::string& name)
{
    return open_for_reading(places::source("tests/cases/read/") + name + "/input.pdf");
}

Descriptor holding(std::string_view bytes)
{
    auto file = anonymous_file("bytes");
    FileSink sink(file.number());
    sink.write(bytes);
    sink.flush();
    return file;
}

PdfCall call_for(const Descriptor& file)
{
    PdfCall call;
    call.file_name = "fees.pdf";
    call.file = file.number();
    return call;
}
} // namespace

TEST(PdfPages, a_pdf_is_known_by_its_first_bytes)
{
    EXPECT_TRUE(is_pdf(holding("%PDF-1.7\n").number()));
    EXPECT_TRUE(is_pdf(holding(std::string(900, '\n') + "%PDF-1.4").number()))
        << "behind what a mail program put there";
    EXPECT_FALSE(is_pdf(holding("name,fee\nAnn,1\n").number()));
    EXPECT_FALSE(is_pdf(holding("mark,kind\n%PDF-,document\nPK,archive\n").number()));
    EXPECT_FALSE(is_pdf(holding("").number()));
}

TEST(PdfPages, its_pages_are_told)
{
    auto file = sample("pdf-two-pages");
    auto pages = read_pdf_pages(call_for(file));
    ASSERT_TRUE(pages.outcome.answered()) << pages.outcome.message;
    EXPECT_GT(FileSource(pages.answer.number()).size(), 1000U);
}

TEST(PdfPages, too_little_memory_is_a_reason)
{
    auto file = sample("pdf-ruled");
    auto call = call_for(file);
    call.limits.memory_bytes = 1 << 20;
    auto outcome = read_pdf_pages(call).outcome;
    if (confine::memory_is_limited) {
        EXPECT_EQ(outcome.ending, Ending::out_of_memory) << outcome.message;
        EXPECT_THAT(outcome.message, HasSubstr("“fees.pdf”"));
    } else
        EXPECT_TRUE(outcome.answered());
}

TEST(PdfPages, pages_that_are_no_pages_are_refused)
{
    auto file = sample("pdf-ruled");
    auto call = call_for(file);
    call.read.pages = "first";
    auto outcome = read_pdf_pages(call).outcome;
    ASSERT_TRUE(outcome.unreadable);
    EXPECT_EQ(outcome.unreadable->code, "pages");
}

TEST(PagePictures, each_page_is_a_picture)
{
    auto file = sample("pdf-two-pages");
    auto call = call_for(file);
    call.dots_per_inch = 40;
    std::vector<int> seen;
    auto outcome = page_pictures(call, [&](int page, std::string_view png) {
        seen.push_back(page);
        EXPECT_TRUE(png.starts_with("\x89PNG"));
    });
    EXPECT_TRUE(outcome.answered()) << outcome.message;
    EXPECT_THAT(seen, ElementsAre(1, 2));
}

TEST(PagePictures, a_damaged_document_has_none)
{
    auto file = sample("pdf-cut-off");
    auto call = call_for(file);
    call.dots_per_inch = 40;
    auto outcome = page_pictures(call, [](int, std::string_view) { ADD_FAILURE() << "a picture of nothing"; });
    ASSERT_TRUE(outcome.unreadable);
    EXPECT_EQ(outcome.unreadable->code, "damaged");
}

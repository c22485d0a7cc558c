#include "engine/read/pdf/laid_out.hpp"
#include "engine/read/pdf/page_for_tests.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace engine::pdf;
using testing::SizeIs;

namespace
{
// A table on each page, and none on every third.
PageForTests page(int number)
{
    PageForTests page;
    page.number = number;
    if (number % 3 == 0) return page;
    for (float y : {100.F, 115.F, 130.F, 145.F})
        page.text(100, y, "Ashford").text(250, y, std::to_string(number)).text(350, y, "0.50");
    return page;
}

std::vector<std::string> read(int pages, std::size_t threads)
{
    int at = 0;
    auto next = [&](Page& into) {
        if (at == pages) return false;
        into = page(++at);
        return true;
    };
    std::vector<std::string> list;
    for (const auto& table : laid_out(next, table_likeness, Meant::any_tables, threads))
        list.push_back(std::to_string(table.page) + ':' + texts(table, false)[0][1]);
    return list;
}
} // namespace

TEST(LaidOut, tables_are_the_same_for_any_number_of_threads)
{
    auto alone = read(100, 1);
    EXPECT_THAT(alone, SizeIs(67));
    EXPECT_EQ(alone[66], "100:100");
    for (std::size_t threads : {2U, 3U, 7U}) EXPECT_EQ(read(100, threads), alone) << threads;
}

TEST(LaidOut, no_pages_are_no_tables)
{
    EXPECT_TRUE(read(0, 2).empty());
    EXPECT_THAT(read(1, 4), SizeIs(1));
}

TEST(LaidOut, what_stops_the_pages_stops_the_layout)
{
    auto next = [](Page&) -> bool { throw std::runtime_error("damaged"); };
    EXPECT_THROW(laid_out(next, table_likeness, Meant::any_tables, 2), std::runtime_error);
}

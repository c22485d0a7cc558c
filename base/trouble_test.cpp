#include "base/result.hpp"
#include "base/trouble.hpp"
#include <gtest/gtest.h>
#include <stdexcept>

TEST(Trouble, has_the_words_of_whatever_was_thrown)
{
    struct Narrower : Refusal {
    };
    EXPECT_EQ(words_of_thrown(std::make_exception_ptr(std::runtime_error("no"))), "no");
    EXPECT_EQ(words_of_thrown(std::make_exception_ptr(Refusal{Why::conflict, "Not now."})), "Not now.");
    EXPECT_EQ(words_of_thrown(std::make_exception_ptr(Narrower{{Why::conflict, "Not here."}})), "Not here.");
    EXPECT_FALSE(words_of_thrown(std::make_exception_ptr(7)).empty());
}

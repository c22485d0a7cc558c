#include "engine/read/pdf/words.hpp"
#include <gtest/gtest.h>

using namespace engine::pdf;

TEST(Words, figures_have_signs_currencies_and_spaces)
{
    for (const char* figure : {"1,200.50", "(3)", "12 %", "2010–11", "$5", "8 €", "£ 12.50", "1 200"})
        EXPECT_TRUE(is_figure(figure)) << figure;
    for (const char* other : {"", "Form 7B of us", "–", "n/a", "kg", "Straße 4"})
        EXPECT_FALSE(is_figure(other)) << other;
}

#include "base/sealing.hpp"
#include <gtest/gtest.h>

TEST(Sealing, what_is_sealed_opens_again_for_the_same_purpose_only)
{
    auto keys = SealingKeys::from_lines(SealingKeys::new_line());
    for (std::string text : {"", "a", "a longer text with a link https://hub.school.test/#code=x"}) {
        auto sealed = keys.seal(text, "mail");
        EXPECT_EQ(sealed.find("school"), std::string::npos);
        EXPECT_EQ(keys.open(sealed, "mail"), text);
        EXPECT_EQ(keys.open(sealed, "totp"), std::nullopt);
        EXPECT_NE(keys.seal(text, "mail"), sealed);
    }
}

TEST(Sealing, a_mark_fits_its_text_and_purpose_and_says_where_its_key_is_missing)
{
    using enum SealingKeys::Fits;
    auto old_line = SealingKeys::new_line(), new_line = SealingKeys::new_line();
    auto mark = SealingKeys::from_lines(old_line).mark("text", "history");
    auto both = SealingKeys::from_lines(new_line + old_line);
    EXPECT_EQ(both.fits(mark, "text", "history"), yes);
    EXPECT_EQ(both.fits(mark, "other", "history"), no);
    EXPECT_EQ(both.fits(mark, "text", "mail"), no);
    EXPECT_EQ(both.fits("no mark", "text", "history"), no);
    EXPECT_EQ(SealingKeys::from_lines(new_line).fits(mark, "text", "history"), key_missing);
}

TEST(Sealing, nothing_changed_or_cut_opens)
{
    auto keys = SealingKeys::from_lines(SealingKeys::new_line());
    auto sealed = keys.seal("secret", "mail");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        // the last letter may carry spare bits
        if (i + 1 < sealed.size()) {
            EXPECT_NE(keys.open(changed, "mail"), "secret") << i;
        }
        EXPECT_EQ(keys.open(sealed.substr(0, i), "mail"), std::nullopt);
    }
    EXPECT_EQ(keys.open("no base64!", "mail"), std::nullopt);
}

TEST(Sealing, D5_a_key_is_replaced_while_the_old_one_still_opens)
{
    auto old_line = SealingKeys::new_line(), new_line = SealingKeys::new_line();
    auto sealed = SealingKeys::from_lines(old_line).seal("secret", "totp");
    auto both = SealingKeys::from_lines(new_line + old_line);
    EXPECT_EQ(both.open(sealed, "totp"), "secret");
    auto again = both.seal("secret", "totp");
    EXPECT_EQ(SealingKeys::from_lines(new_line).open(again, "totp"), "secret");
    EXPECT_EQ(SealingKeys::from_lines(old_line).open(again, "totp"), std::nullopt);
    EXPECT_THROW(SealingKeys::from_lines(""), std::invalid_argument);
    EXPECT_THROW(SealingKeys::from_lines("abc\n"), std::invalid_argument);
}

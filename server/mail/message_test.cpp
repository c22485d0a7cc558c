#include "server/mail/message.hpp"
#include <algorithm>
#include <gmock/gmock.h>

namespace mail
{
namespace
{
using testing::HasSubstr;
using testing::Not;

TEST(Mail, a_letter_says_the_same_words_as_text_and_as_html)
{
    Letter letter{"Set a password", {"Ben & Co <asked>"}, Button{"Open", "https://hub.test/x?a=1&b=2"}, {"Small."}};
    auto message = write(letter, "ben@north.test", "North School");
    EXPECT_THAT(message.text, HasSubstr("Ben & Co <asked>"));
    EXPECT_THAT(message.text, HasSubstr("Open:\nhttps://hub.test/x?a=1&b=2"));
    EXPECT_THAT(message.html, HasSubstr("Ben &amp; Co &lt;asked&gt;"));
    EXPECT_THAT(message.html, HasSubstr("href=\"https://hub.test/x?a=1&amp;b=2\""));
    EXPECT_THAT(message.html, Not(HasSubstr("<asked>")));
    EXPECT_THAT(message.html, HasSubstr("North School"));
}

TEST(Mail, D3_nothing_in_a_subject_or_an_address_starts_a_header_of_its_own)
{
    Message message{"ben@north.test", "Hello\r\nBcc: all@north.test", "text", "<p>html</p>"};
    auto text = rfc5322(message, "BatchOps <hub@north.test>", "<1.a@north.test>", "Mon, 23 Nov 2026 18:04:05 +0000");
    EXPECT_THAT(text, Not(HasSubstr("\nBcc:")));
    for (auto address : {"a@b.test\r\nBcc: c@d.test", "a b@c.test", "a@b", "@b.test", "a@b@c.test", "<a@b.test>", "",
                         "a@.test", "a@b..test", "a@b.test.", "a,b@c.test"})
        EXPECT_FALSE(is_address(address)) << address;
    EXPECT_TRUE(is_address("ben.ito+files@north-school.test"));
}

TEST(Mail, lines_are_short_ascii_and_end_as_mail_wants)
{
    Message message{"ben@north.test", std::string("Bericht für März: ") + std::string(40, 'x') + "äöüßäöü",
                    std::string(5000, 'a'), "<p>ü</p>"};
    auto text = rfc5322(message, "BatchOps <hub@north.test>", "<1.a@north.test>", "Mon, 23 Nov 2026 18:04:05 +0000");
    EXPECT_TRUE(std::ranges::all_of(text, [](unsigned char c) { return c < 127; }));
    std::size_t start = 0;
    for (auto end = text.find('\n'); end != text.npos; start = end + 1, end = text.find('\n', start)) {
        EXPECT_EQ(text[end - 1], '\r');
        EXPECT_LE(end - start, 79u) << text.substr(start, end - start);
    }
    EXPECT_THAT(text, HasSubstr("Message-ID: <1.a@north.test>"));
}
} // namespace
} // namespace mail

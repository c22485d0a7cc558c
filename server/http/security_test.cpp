#include "server/http/security.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace http
{
namespace
{
std::string header(const Reply& reply, std::string_view name)
{
    for (const auto& [known, value] : reply.headers)
        if (known == name) return value;
    return "";
}

TEST(AllowedOrigins, A10_allow_exactly_what_is_listed)
{
    AllowedOrigins origins("https://hub.school.test, http://localhost:5173");
    EXPECT_TRUE(origins.allows("https://hub.school.test"));
    EXPECT_TRUE(origins.allows("http://localhost:5173"));
    for (auto stranger : {"null", "", "*", "http://hub.school.test", "https://hub.school.test:8443",
                          "https://hub.school.test.evil.test", "https://evil-hub.school.test",
                          "https://HUB.school.test", "https://hub.school.test/"})
        EXPECT_FALSE(origins.allows(stranger)) << stranger;
}

TEST(AllowedOrigins, A10_are_none_by_default)
{
    Reply reply;
    AllowedOrigins().add_headers(reply, "https://hub.school.test");
    EXPECT_TRUE(reply.headers.empty());
}

TEST(AllowedOrigins, A10_refuse_a_list_that_would_allow_too_much)
{
    for (auto wrong : {"*", "null", "https://*.school.test", "hub.school.test", "https://hub.school.test/", "https://"})
        EXPECT_THROW(AllowedOrigins{wrong}, Refusal) << wrong;
}

TEST(AllowedOrigins, keep_caches_from_mixing_answers_and_never_allow_credentials)
{
    AllowedOrigins origins("https://hub.school.test");
    Reply known, stranger;
    origins.add_headers(known, "https://hub.school.test");
    origins.add_headers(stranger, "https://evil.test");
    EXPECT_EQ(header(known, "Vary"), "Origin");
    EXPECT_EQ(header(stranger, "Vary"), "Origin");
    EXPECT_EQ(header(known, "Access-Control-Allow-Origin"), "https://hub.school.test");
    EXPECT_EQ(header(stranger, "Access-Control-Allow-Origin"), "");
    EXPECT_EQ(header(known, "Access-Control-Allow-Credentials"), "");
}

TEST(AllowedOrigins, answer_a_preflight_with_the_methods_of_the_address)
{
    AllowedOrigins origins("https://hub.school.test");
    auto known = origins.preflight("https://hub.school.test", "GET, HEAD");
    EXPECT_EQ(known.status, 204);
    EXPECT_EQ(header(known, "Access-Control-Allow-Methods"), "GET, HEAD");
    EXPECT_NE(header(known, "Access-Control-Allow-Headers").find("Authorization"), std::string::npos);
    EXPECT_EQ(header(origins.preflight("null", "GET, HEAD"), "Access-Control-Allow-Methods"), "");
}

TEST(SecurityHeaders, A11_ask_for_https_only_where_people_use_it)
{
    Reply plain, secure;
    add_security_headers(plain, false);
    add_security_headers(secure, true);
    EXPECT_EQ(header(plain, "Strict-Transport-Security"), "");
    EXPECT_EQ(header(secure, "Strict-Transport-Security"), "max-age=31536000");
}

TEST(SecurityHeaders, leave_what_a_reply_says_itself)
{
    Reply reply;
    reply.set("Cache-Control", "public, max-age=31536000, immutable");
    add_security_headers(reply, false);
    EXPECT_EQ(header(reply, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(std::ranges::count(reply.headers, "Cache-Control", [](const auto& one) { return one.first; }), 1);
}
} // namespace
} // namespace http

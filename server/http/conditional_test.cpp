#include "server/http/conditional.hpp"
#include <gtest/gtest.h>

namespace http
{
namespace
{
struct Conditional : testing::Test {
    Reply answer(std::map<std::string, std::string, std::less<>> headers, const std::string& method = "GET")
    {
        Call call(services);
        call.method = method;
        call.headers = std::move(headers);
        auto reply = download_reply(
            {Clearance::holds_no_rows(), "a.csv", "text/csv", std::make_shared<OwnedBytes>("0123456789"), "abc"});
        apply_conditions(call, reply);
        return reply;
    }
    Services services;
};

TEST_F(Conditional, a_file_names_its_state_and_is_not_sent_again_to_who_has_it)
{
    EXPECT_EQ(answer({}).header("ETag"), "\"abc\"");
    EXPECT_EQ(answer({}).header("Accept-Ranges"), "bytes");
    for (const auto* tags : {"\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*"}) {
        auto reply = answer({{"if-none-match", tags}});
        EXPECT_EQ(reply.status, 304) << tags;
        EXPECT_FALSE(reply.file);
    }
    EXPECT_EQ(answer({{"if-none-match", "\"abcd\""}}).status, 200);
}

TEST_F(Conditional, a_part_of_a_file_is_what_was_asked_for)
{
    struct Case {
        const char* range;
        int status;
        std::uint64_t first, bytes;
        const char* content_range;
    };
    const Case cases[] = {
        {"bytes=0-3", 206, 0, 4, "bytes 0-3/10"},
        {"bytes=4-", 206, 4, 6, "bytes 4-9/10"},
        {"bytes=-3", 206, 7, 3, "bytes 7-9/10"},
        {"bytes=-99", 206, 0, 10, "bytes 0-9/10"},
        {"bytes=8-99", 206, 8, 2, "bytes 8-9/10"},
        {"bytes=10-", 416, 0, 0, "bytes */10"},
        {"bytes=-0", 416, 0, 0, "bytes */10"},
        {"bytes=5-4", 200, 0, 10, ""},
        {"bytes=0-1,3-4", 200, 0, 10, ""},
        {"lines=0-1", 200, 0, 10, ""},
        {"bytes=a-b", 200, 0, 10, ""},
        {"bytes=", 200, 0, 10, ""},
        {"bytes=99999999999999999999-", 200, 0, 10, ""},
    };
    for (const auto& one : cases) {
        auto reply = answer({{"range", one.range}});
        EXPECT_EQ(reply.status, one.status) << one.range;
        EXPECT_EQ(reply.header("Content-Range"), one.content_range) << one.range;
        if (one.status == 416) continue;
        EXPECT_EQ(reply.first_byte, one.first) << one.range;
        EXPECT_EQ(reply.length(), one.bytes) << one.range;
    }
    EXPECT_EQ(answer({{"range", "bytes=0-3"}}, "HEAD").status, 200);
    EXPECT_EQ(answer({{"range", "bytes=0-3"}, {"if-range", "\"abc\""}}).status, 206);
    EXPECT_EQ(answer({{"range", "bytes=0-3"}, {"if-range", "\"old\""}}).status, 200) << "the file is another one now";
}

TEST_F(Conditional, who_edits_another_state_than_they_have_seen_is_told_who_changed_it)
{
    Call call(services);
    EXPECT_NO_THROW(call.require_match("\"2\"", "Maya has changed it.")) << "who names none overwrites";
    call.headers["if-match"] = "\"1\", \"2\"";
    EXPECT_NO_THROW(call.require_match("\"2\"", ""));
    try {
        call.require_match("\"3\"", "Maya has changed it.");
        FAIL();
    } catch (const Stop& stop) {
        EXPECT_EQ(stop.problem.status, 412);
        EXPECT_EQ(stop.problem.detail, "Maya has changed it.");
    }
}
} // namespace
} // namespace http

#include "base/json.hpp"
#include "base/json_string.hpp"
#include <gtest/gtest.h>

namespace
{
std::string written(std::string_view text)
{
    std::string out;
    json::append_string(out, text);
    return out;
}
} // namespace

TEST(JsonString, escapes_what_json_forbids_and_keeps_the_rest)
{
    EXPECT_EQ(written(""), R"("")");
    EXPECT_EQ(written("Zoë, 1 – 2"), R"("Zoë, 1 – 2")");
    EXPECT_EQ(written("a \"b\" c\\d"), R"("a \"b\" c\\d")");
    EXPECT_EQ(written(std::string_view("\n\t\r\0\x1f", 5)), R"("\n\t\r\u0000\u001f")");
}

TEST(JsonString, is_read_back_as_it_was)
{
    std::string all;
    for (int byte = 0; byte < 128; ++byte) all += static_cast<char>(byte);
    EXPECT_EQ(json::parse(written(all)).as_string(), all);
}

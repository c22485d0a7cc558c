#include "engine/contract/edit_aliases.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::ElementsAre;

constexpr auto rules = "# Trips\n"
                       "feed: trips\n"
                       "aliases:\n"
                       "  pupil: [Name]\n"
                       "  day: [Date]\n"
                       "schema:   # what a row is\n"
                       "  fields: [{name: pupil}, {name: day}]\n";

TEST(EditAliases, replaces_the_block_and_nothing_else)
{
    auto text = with_aliases(rules, {{"pupil", {"Name", "Child: first \"name\"", "Élève"}}, {"day", {}}});
    EXPECT_EQ(text, "# Trips\n"
                    "feed: trips\n"
                    "aliases:\n"
                    "  \"pupil\": [\"Name\", \"Child: first \\\"name\\\"\", \"Élève\"]\n"
                    "schema:   # what a row is\n"
                    "  fields: [{name: pupil}, {name: day}]\n");
    auto aliases = parse_contract(text, "f").aliases;
    ASSERT_EQ(aliases.size(), 1u);
    EXPECT_THAT(aliases[0].names, ElementsAre("Name", "Child: first \"name\"", "Élève"));
}

TEST(EditAliases, adds_them_where_there_were_none)
{
    auto text = with_aliases("feed: trips\nschema: {fields: [{name: pupil}]}", {{"pupil", {"Name"}}});
    EXPECT_THAT(parse_contract(text, "f").aliases.at(0).names, ElementsAre("Name"));
}

TEST(EditAliases, finds_a_block_in_one_line_and_at_the_end)
{
    auto text = with_aliases("feed: trips\nschema: {fields: [{name: pupil}]}\naliases: {pupil: [Name]}\n",
                             {{"pupil", {"Child"}}});
    EXPECT_EQ(text, "feed: trips\nschema: {fields: [{name: pupil}]}\naliases:\n  \"pupil\": [\"Child\"]\n");
}

TEST(EditAliases, edits_json_as_json)
{
    auto text = with_aliases(R"({"feed": "trips", "schema": {"fields": [{"name": "pupil"}]}})", {{"pupil", {"Name"}}});
    EXPECT_EQ(text[0], '{');
    EXPECT_THAT(parse_contract(text, "f").aliases.at(0).names, ElementsAre("Name"));
}
} // namespace
} // namespace engine

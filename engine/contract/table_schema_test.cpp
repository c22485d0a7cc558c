#include "engine/contract/contract.hpp"
#include "engine/contract/table_schema.hpp"
#include "engine/contract/write.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
constexpr const char* plain = R"({
  "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
  "title": "People",
  "fields": [
    {"name": "id", "type": "integer", "constraints": {"unique": true, "minimum": 1}},
    {"name": "name", "title": "Full name", "type": "string", "constraints": {"required": true, "enum": ["Ann", "Bob"]}},
    {"name": "ok", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    {"name": "paid", "type": "number", "decimalChar": ",", "groupChar": ".", "bareNumber": false},
    {"name": "day", "type": "date", "format": "%d/%m/%Y", "constraints": {"maximum": "2026-12-31"}}
  ],
  "primaryKey": "id",
  "uniqueKeys": [["name", "day"]],
  "foreignKeys": [{"fields": "id", "reference": {"resource": "roster", "fields": "id"}}],
  "missingValues": ["", "-"]
})";

TEST(TableSchema, a_plain_document_is_a_contract)
{
    auto contract = parse_contract(plain, "People 2026.schema.json");
    EXPECT_EQ(contract.feed, "people-2026");
    EXPECT_EQ(contract.title, "People");
    EXPECT_EQ(contract.schema.fields.size(), 5u);
    EXPECT_THAT(contract.schema.primary_key, testing::ElementsAre("id"));
    EXPECT_EQ(parse_contract(R"({"fields": [{"name": "a"}]})", "").feed, "new-feed");
}

TEST(TableSchema, errors_of_a_plain_document_have_their_places)
{
    try {
        parse_contract("{\"fields\": [\n{\"name\": \"a\", \"type\": \"txt\"}]}", "a.json");
        FAIL() << "expected an error";
    } catch (const ContractErrors& errors) {
        EXPECT_EQ(errors.errors()[0].line, 2);
        EXPECT_EQ(errors.errors()[0].pointer, "/fields/0/type");
    }
}

TEST(TableSchema, what_is_exported_is_read_back_to_the_same)
{
    auto contract = parse_contract(plain, "people.json");
    auto exported = table_schema(contract.schema);
    auto back = parse_contract(exported, "people.json");
    back.title = back.report.title = contract.title;
    EXPECT_EQ(write_contract(back), write_contract(contract));
    EXPECT_EQ(table_schema(back.schema), exported);
    EXPECT_THAT(exported, testing::HasSubstr("\"minimum\": 1\n"));
    EXPECT_THAT(exported, testing::HasSubstr("\"maximum\": \"2026-12-31\""));
}
} // namespace
} // namespace engine

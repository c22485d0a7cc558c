// The published JSON Schema against contracts: what the parser takes, the schema takes, and no other keys.
#include "base/case_folders.hpp"
#include "base/json.hpp"
#include "engine/contract/contract.hpp"
#include "engine/contract/description.hpp"
#include "engine/contract/write.hpp"
#include "tests/places.hpp"
#include <gmock/gmock.h>
#include <regex>
#include <yaml-cpp/yaml.h>

namespace engine
{
namespace
{
std::string file(const std::string& path) { return case_folders::file(places::source("") + path); }

bool has_type(const YAML::Node& node, std::string_view type)
{
    auto text = node.IsScalar() ? node.Scalar() : std::string();
    if (type == "object") return node.IsMap();
    if (type == "array") return node.IsSequence();
    if (type == "null") return node.IsNull();
    if (type == "boolean") return text == "true" || text == "false";
    if (type == "integer") return std::regex_match(text, std::regex("-?[0-9]+"));
    return node.IsScalar(); // what a plain scalar of YAML is, is for its reader to say
}

// The part of JSON Schema that the contract's schema uses. Returns where it does not fit, or nothing.
std::string misfit(const YAML::Node& node, const json::object& schema, const std::string& at)
{
    for (const auto& [word, value] : schema) {
        if (word == "type") {
            bool fits = false;
            if (value.is_string())
                fits = has_type(node, value.as_string());
            else
                for (const auto& one : value.as_array()) fits |= has_type(node, one.as_string());
            if (!fits) return at + " is no " + json::serialize(value);
        } else if (word == "enum") {
            auto text = json::value(node.IsScalar() ? node.Scalar() : "");
            const auto& list = value.as_array();
            if (std::ranges::find(list, text) == list.end()) return at + " is none of " + json::serialize(value);
        } else if (word == "pattern") {
            if (!std::regex_search(node.Scalar(), std::regex(std::string(value.as_string()))))
                return at + " is malformed";
        } else if (word == "minLength") {
            if (node.IsScalar() && node.Scalar().size() < value.to_number<std::size_t>()) return at + " is empty";
        } else if (word == "minimum") {
            if (std::stoll(node.Scalar()) < value.to_number<std::int64_t>()) return at + " is too small";
        } else if (word == "minItems") {
            if (node.IsSequence() && node.size() < value.to_number<std::size_t>()) return at + " has too few";
        } else if (word == "items") {
            for (std::size_t i = 0; i < node.size(); ++i)
                if (auto wrong = misfit(node[i], value.as_object(), at + "/" + std::to_string(i)); !wrong.empty())
                    return wrong;
        } else if (word == "required") {
            for (const auto& key : value.as_array())
                if (!node[std::string(key.as_string())]) return at + " lacks " + std::string(key.as_string());
        } else if (word == "properties" || word == "additionalProperties") {
            for (const auto& entry : node) {
                auto key = entry.first.Scalar();
                const auto* known =
                    schema.contains("properties") ? schema.at("properties").as_object().if_contains(key) : nullptr;
                const auto& rest = schema.at("additionalProperties");
                if (!known && rest.is_bool()) return at + " has the unknown key " + key;
                if (auto wrong = misfit(entry.second, (known ? *known : rest).as_object(), at + "/" + key);
                    !wrong.empty())
                    return wrong;
            }
        } else if (word == "anyOf") {
            std::string all;
            bool fits = false;
            for (const auto& one : value.as_array()) {
                auto wrong = misfit(node, one.as_object(), at);
                fits |= wrong.empty();
                all += "\n  " + wrong;
            }
            if (!fits) return at + " fits none:" + all;
        } else
            EXPECT_THAT(word, testing::AnyOf("$schema", "title")) << "this test does not know the word";
    }
    return "";
}

std::string misfit(const std::string& contract)
{
    static const auto schema = json::parse(contract_schema()).as_object();
    return misfit(YAML::Load(contract), schema, "");
}

TEST(ContractSchema, the_published_file_is_what_the_program_says)
{
    EXPECT_EQ(file("docs/contract.schema.json"), contract_schema())
        << "run: batchops contract-schema > docs/contract.schema.json";
}

TEST(ContractSchema, contracts_of_the_project_fit)
{
    std::vector<std::string> paths{"tests/cases/contract/attendance.yaml"};
    for (const auto& folder : {"examples/demo-school/contracts", "examples/oneroster"})
        for (const auto& name : case_folders::names_in(places::source("") + std::string(folder)))
            if (name.ends_with(".yaml")) paths.push_back(std::string(folder) + "/" + name);
    for (const auto& name : case_folders::names_in(places::source("tests/cases/process")))
        paths.push_back("tests/cases/process/" + name + "/contract.yaml");
    EXPECT_GT(paths.size(), 20u);
    for (const auto& path : paths) EXPECT_EQ(misfit(file(path)), "") << path;
}

TEST(ContractSchema, what_is_wrong_does_not_fit)
{
    std::string start = "feed: f\nschema: {fields: [{name: a}]}\n";
    EXPECT_EQ(misfit(start), "");
    for (const std::string wrong :
         {"colour: red", "delivery: sometimes", "limits: {bad_rows: 5}", "limits: {rows: 5%}", "steps: [{do: fly}]",
          "steps: [{do: pad, column: a}]", "steps: [{do: trim, column: a}]", "steps: trim",
          "privacy: {retention: long}", "checks: [{name: x}]", "publish: {formats: [doc]}", "read: {header_row: -1}"})
        EXPECT_NE(misfit(start + wrong + "\n"), "") << wrong;
    EXPECT_NE(misfit("feed: f\n"), "");
    EXPECT_NE(misfit("feed: f\nschema: {fields: [{name: a, type: txt}]}\n"), "");
    EXPECT_NE(misfit("feed: f\nschema: {fields: [{name: a, constraints: {min: 1}}]}\n"), "");
}

TEST(ContractSchema, what_has_several_forms_fits_in_each)
{
    for (const std::string part :
         {"read: {header_row: auto}", "read: {header_row: 3}", "aliases: {a: One}", "aliases: {a: [One, Two]}",
          "steps: [{do: map, column: a, values: {x: , y: z}}]",
          "steps: [{do: dedupe}, {name: y, do: dedupe, by: a}, {name: x, do: pad, column: a, width: 3, off: true}]",
          "$schema: contract.schema.json"}) {
        auto text = "feed: f\nschema: {fields: [{name: a, missingValues: [{value: '', label: none}, '-']}], "
                    "primaryKey: a, missingValues: [{value: x}]}\n" +
                    part + "\n";
        EXPECT_EQ(misfit(text), "") << part;
        EXPECT_NO_THROW(parse_contract(text, "f")) << part;
    }
}
} // namespace
} // namespace engine

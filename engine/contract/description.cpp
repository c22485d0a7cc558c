#include "engine/contract/description.hpp"
#include "base/pretty_json.hpp"
#include "engine/contract/parts.hpp"

namespace engine
{
json::object Description::schema() const
{
    auto out = own;
    if (items) out["items"] = items->schema();
    if (values) out["additionalProperties"] = values->schema();
    if (!properties.empty()) {
        auto& members = out["properties"].emplace_object();
        for (const auto& [name, member] : properties) members[name] = member->schema();
        out["additionalProperties"] = false;
    }
    if (!required.empty()) out["required"] = json::value_from(required);
    if (!forks.empty()) {
        auto& any = out["anyOf"].emplace_array();
        for (const auto& fork : forks) any.push_back(fork->schema());
    }
    return out;
}

std::string contract_schema()
{
    auto root = std::make_shared<Description>();
    std::vector<ContractError> ignored;
    Contract contract;
    contract_parts::read_document(Cursor(root, ignored), nullptr, contract);
    json::object out{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                     {"title", "BatchOps contract: the rules of a regular file"}};
    for (auto& member : root->schema()) out[member.key()] = member.value();
    return json::pretty(out);
}
} // namespace engine

#pragma once
// What a cursor would read, as JSON Schema (draft 2020-12): grown by the readers themselves, so that the published
// schema and the reading of contracts cannot disagree.
#include "base/json.hpp"
#include <memory>
#include <string>
#include <vector>

namespace engine
{
struct Description {
    using Ptr = std::shared_ptr<Description>;

    json::object own;                                    // type, enum, pattern …
    std::vector<std::pair<std::string, Ptr>> properties; // of a map with known keys
    std::vector<std::string> required;
    Ptr items;              // of a list
    Ptr values;             // of a map whose keys are data
    std::vector<Ptr> forks; // one of these

    json::object schema() const;
};

// The JSON Schema of a contract, for editors: docs/contract.schema.json.
std::string contract_schema();
} // namespace engine

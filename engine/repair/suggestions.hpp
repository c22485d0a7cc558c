#pragma once
// What a wrong cell was probably meant to be. A suggestion passes every rule of its column, and there is only one:
// where two readings pass, a person must say which.
#include "engine/validate/validator.hpp"
#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
struct Suggestion {
    std::string column;
    std::string from, to;
    std::string why; // "Nearest of the values of Status"
};
BOOST_DESCRIBE_STRUCT(Suggestion, (), (column, from, to, why))

class Suggestions
{
public:
    explicit Suggestions(const RuleSite& site);

    // For a finding with a column and a value. Keys and checks of several columns are not judged here: whether a row
    // passes as a whole is for the next check to say.
    std::optional<Suggestion> of(const Finding& finding);

private:
    std::optional<Suggestion> search(std::size_t field, const std::string& cell);
    bool passes(std::size_t field, const std::string& candidate);

    Contract contract_; // without keys and checks
    Validator validator_;
    std::vector<std::vector<std::string>> values_; // by field: folded_values
    Batch row_;
    int slips_ = 0;
    std::map<std::pair<std::size_t, std::string>, std::optional<Suggestion>> known_;
};
} // namespace engine

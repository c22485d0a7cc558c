#pragma once
// The rules, in the order in which they look at a row; one file each in rules/.
#include "engine/contract/contract.hpp"
#include "engine/table/key_set.hpp"
#include "engine/validate/rule.hpp"
#include <functional>

namespace engine
{
struct RuleSite {
    const Contract& contract;
    std::function<bool(std::size_t field)> present;
    // Keys of the feed that a foreign key names; null where it is not at hand.
    std::function<const KeySet*(const ForeignKey&)> reference;
};

void add_type_rules(const RuleSite&, Rules&);        // type_integer, type_date …, ambiguous_date
void add_required_rules(const RuleSite&, Rules&);    // required
void add_enum_rules(const RuleSite&, Rules&);        // enum
void add_pattern_rules(const RuleSite&, Rules&);     // pattern
void add_format_rules(const RuleSite&, Rules&);      // format
void add_length_rules(const RuleSite&, Rules&);      // min_length, max_length
void add_bound_rules(const RuleSite&, Rules&);       // minimum, maximum, exclusive_minimum, exclusive_maximum
void add_key_rules(const RuleSite&, Rules&);         // primary_key, unique
void add_foreign_key_rules(const RuleSite&, Rules&); // foreign_key
void add_check_rules(const RuleSite&, Rules&);       // check

inline constexpr void (*rule_list[])(const RuleSite&, Rules&) = {
    &add_type_rules,   &add_required_rules, &add_enum_rules, &add_pattern_rules,     &add_format_rules,
    &add_length_rules, &add_bound_rules,    &add_key_rules,  &add_foreign_key_rules, &add_check_rules,
};
} // namespace engine

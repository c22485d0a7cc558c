#include "engine/validate/validator.hpp"
#include <algorithm>

namespace engine
{
Validator::Validator(const RuleSite& site)
{
    const auto& fields = site.contract.schema.fields;
    checked_.columns.resize(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        checked_.columns[i].field = &fields[i];
        checked_.columns[i].present = site.present(i);
    }
    for (auto* add : rule_list) add(site, rules_);
}

const Problems& Validator::check(Batch& batch)
{
    checked_.batch = &batch;
    problems_.clear();
    for (std::size_t i = 0; i < checked_.columns.size(); ++i) checked_.columns[i].cells = &batch.columns[i];
    for (auto& rule : rules_) rule->check(checked_, problems_);
    std::ranges::stable_sort(problems_, {}, &Problem::row);
    return problems_;
}
} // namespace engine

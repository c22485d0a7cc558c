#include "engine/publish/transformation.hpp"
#include <algorithm>

namespace engine
{
std::unique_ptr<Transform> open_transform(const Job& job, const Contract& contract)
{
    if (!contract.transform) return nullptr;
    TransformJob of{contract, job.contract_text, job.contract_name, {}, {}};
    of.limits.spill = job.spill;
    for (const auto& [feed, source] : job.references) {
        bool named = std::ranges::find(contract.schema.foreign_keys, feed, &ForeignKey::resource) !=
                     contract.schema.foreign_keys.end();
        if (named && source) of.references.emplace(feed, source);
    }
    auto transform = std::make_unique<Transform>(of);
    if (transform->missing().empty()) parse_contract(job.contract_text, job.contract_name, &transform->result());
    return transform;
}
} // namespace engine

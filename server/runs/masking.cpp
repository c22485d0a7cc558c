#include "server/runs/masking.hpp"
#include "base/result.hpp"
#include "engine/contract/contract.hpp"
#include "server/runs/input_store.hpp"
#include <fmt/format.h>

namespace runs
{
namespace
{
constexpr auto mask = "•••";

void replace(std::string& text, const std::string& value)
{
    if (value.empty()) return;
    const auto width = std::string_view(mask).size();
    for (auto at = text.find(value); at != text.npos; at = text.find(value, at + width))
        text.replace(at, value.size(), mask);
}
} // namespace

Masking::Masking(db::Session& db, const users::User& who, const Run& run)
    : on_(!users::may_send_to(who, run.department.id) && run.upload)
{
    if (!on_) return;
    try {
        auto claim = input_of(db, run.id);
        for (const auto& field : engine::parse_contract(claim.contract_text, claim.feed.key).schema.fields) {
            known_.insert(field.name);
            if (field.personal) personal_.insert(field.name);
        }
    } catch (const engine::ContractErrors&) { // then every column may be personal
        known_.clear();
    }
}

void Masking::apply(engine::Finding& finding) const
{
    if (!on_ || !finding.value) return;
    if (finding.column && known_.contains(*finding.column) && !personal_.contains(*finding.column)) return;
    for (auto* words : {&finding.message, &finding.expected, &finding.remedy}) replace(*words, *finding.value);
    finding.value = mask;
}

void Masking::apply(std::vector<engine::Finding>& findings) const
{
    for (auto& finding : findings) apply(finding);
}

void Masking::apply(RunDetail& detail) const
{
    if (!on_) return;
    for (auto& card : detail.cards) apply(card.examples);
    for (auto& column : detail.mapping)
        if (!column.field || personal_.contains(*column.field)) column.samples.clear();
    detail.files.clear();
}

void require_need(const users::User& who, const departments::DepartmentRef& department)
{
    if (users::may_send_to(who, department.id)) return;
    throw Refusal{
        Why::forbidden,
        fmt::format("You may look at {} but not take files with people's data. An admin can allow you to send "
                    "and correct files there.",
                    department.name)};
}
} // namespace runs

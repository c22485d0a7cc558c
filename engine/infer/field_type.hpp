#pragma once
// Which type a column has, and the step that its way of writing needs.
#include "engine/contract/contract.hpp"
#include "engine/infer/column_profile.hpp"
#include "engine/names/names.hpp"

namespace engine
{
// What other columns of the same files tell: one system writes all its dates and numbers alike.
struct Evidence {
    std::optional<DateOrder> order; // a column whose dates have one order only
    std::optional<char> decimal;    // a column whose numbers have one reading only
};
Evidence evidence_of(const std::vector<ColumnProfile>& columns);

struct TypedField {
    Field field; // type, format, missing values, bare number
    std::optional<StepAction> step;
    std::optional<Notice> notice; // what remains a question
};
// `type` is what somebody answered: number or string.
TypedField typed_field(const ColumnProfile& profile, std::string name, const Meaning& meaning, const Evidence& evidence,
                       const std::optional<std::string>& type = {});
} // namespace engine

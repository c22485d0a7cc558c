#pragma once
// The marks in the numbers of a field, as the contract names them: in a step, or else in the schema.
#include "engine/contract/contract.hpp"

namespace engine
{
struct NumberMarks {
    char decimal = '.';
    std::string group; // between thousands; empty: none
};

inline NumberMarks number_marks(const Contract& contract, const Field& field)
{
    NumberMarks out{field.decimal_char.empty() ? '.' : field.decimal_char[0], field.group_char};
    for (const auto& step : contract.steps)
        if (auto* numbers = std::get_if<NumbersStep>(&step.action);
            numbers && !step.off && numbers->column == field.name)
            out = {numbers->decimal[0], numbers->group};
    return out;
}
} // namespace engine

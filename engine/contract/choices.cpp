#include "engine/contract/choices.hpp"
#include "base/json.hpp"
#include <cstdlib>

namespace engine
{
std::optional<std::string> chosen(const Choices& choices, const std::string& what, const std::string& about)
{
    auto found = choices.find(about.empty() ? what : what + ":" + about);
    return found == choices.end() ? std::nullopt : std::optional(found->second);
}

namespace
{
void as_text(Field& field)
{
    field.type = FieldType::string;
    field.format = "default";
    field.bare_number = true;
    auto& rules = field.constraints;
    rules.minimum = rules.maximum = rules.exclusive_minimum = rules.exclusive_maximum = std::nullopt;
}

// In place of what the contract says about the order of its dates, also in the step that reads them.
void set_date_order(Contract& contract, Field& field, DateOrder order)
{
    field.date_order = order;
    for (auto& step : contract.steps)
        if (auto* dates = std::get_if<DatesStep>(&step.action); dates && dates->column == field.name)
            dates->order = order;
}

// In place of what the contract says about the marks of its numbers.
void set_decimal_mark(Contract& contract, const Field& field, bool comma)
{
    NumbersStep numbers{field.name, comma ? "," : ".", comma ? "." : ","};
    for (auto& step : contract.steps)
        if (auto* there = std::get_if<NumbersStep>(&step.action); there && there->column == field.name) {
            step.action = numbers;
            return;
        }
    contract.steps.push_back({"numbers of " + field.name, false, numbers, {}});
}
} // namespace

void apply_choices(Contract& contract, const Choices& choices)
{
    for (auto& field : contract.schema.fields) {
        if (auto order = chosen(choices, "order", field.name))
            if (auto known = json::enum_value<DateOrder>(*order)) set_date_order(contract, field, *known);
        if (auto century = chosen(choices, "century", field.name); century && century->size() == 4)
            field.century = std::atoi(century->c_str());
        if (chosen(choices, "type", field.name) == "string") as_text(field);
        if (auto mark = chosen(choices, "numbers", field.name)) set_decimal_mark(contract, field, *mark == "comma");
    }
}
} // namespace engine

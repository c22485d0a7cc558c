#include "engine/contract/rules_form.hpp"
#include <algorithm>

namespace engine
{
namespace
{
struct ToForm {
    FormStep& out;

    void operator()(const TrimStep&) const {}
    void operator()(const NfcStep&) const {}
    void operator()(const CaseStep& step) const { out.column = step.column, out.letters = step.to; }
    void operator()(const BlankStep& step) const { out.values = step.values; }
    void operator()(const MapStep& step) const
    {
        out.column = step.column;
        for (const auto& [from, to] : step.values) out.pairs.push_back({from, to});
        out.default_to = step.otherwise;
    }
    void operator()(const PadStep& step) const
    {
        out.column = step.column, out.width = step.width, out.with = step.with, out.side = step.side;
    }
    void operator()(const DatesStep& step) const { out.column = step.column, out.order = step.order; }
    void operator()(const NumbersStep& step) const
    {
        out.column = step.column, out.decimal = step.decimal, out.group = step.group;
    }
    void operator()(const SplitStep& step) const
    {
        out.column = step.column, out.with = step.by, out.columns = step.into;
    }
    void operator()(const MergeStep& step) const
    {
        out.columns = step.columns, out.with = step.with, out.into = step.into;
    }
    void operator()(const RenameStep& step) const { out.column = step.from, out.into = step.to; }
    void operator()(const DropRowsStep& step) const { out.where = step.where; }
    void operator()(const DedupeStep& step) const { out.columns = step.by; }
    void operator()(const FillDownStep& step) const { out.columns = step.columns; }
    void operator()(const HeadingRowsStep& step) const { out.into = step.into; }
};

MapStep map_of(const FormStep& form)
{
    MapStep step{form.column, {}, form.default_to};
    for (const auto& [from, to] : form.pairs) step.values.emplace_back(from, to);
    return step;
}

StepAction action_of(const FormStep& form)
{
    switch (form.kind) {
    case FormStepKind::trim:
        return TrimStep{};
    case FormStepKind::nfc:
        return NfcStep{};
    case FormStepKind::letters:
        return CaseStep{form.column, form.letters};
    case FormStepKind::blank:
        return BlankStep{form.values};
    case FormStepKind::map:
        return map_of(form);
    case FormStepKind::pad:
        return PadStep{form.column, form.width, form.with, form.side};
    case FormStepKind::dates:
        return DatesStep{form.column, form.order};
    case FormStepKind::numbers:
        return NumbersStep{form.column, form.decimal, form.group};
    case FormStepKind::split:
        return SplitStep{form.column, form.with, form.columns};
    case FormStepKind::merge:
        return MergeStep{form.columns, form.with, form.into};
    case FormStepKind::rename:
        return RenameStep{form.column, form.into};
    case FormStepKind::drop_rows:
        return DropRowsStep{form.where, {}};
    case FormStepKind::dedupe:
        return DedupeStep{form.columns};
    case FormStepKind::fill_down:
        return FillDownStep{form.columns};
    case FormStepKind::heading_rows:
        return HeadingRowsStep{form.into};
    }
    return TrimStep{};
}

FormField form_of(const Field& field, const Contract& contract)
{
    const auto& rules = field.constraints;
    FormField out;
    out.name = field.name;
    out.title = field.title;
    out.type = field.type;
    out.required = rules.required;
    out.unique = rules.unique;
    out.in_key = std::ranges::find(contract.schema.primary_key, field.name) != contract.schema.primary_key.end();
    out.personal = field.personal;
    out.is_protected = field.is_protected;
    out.minimum = rules.minimum;
    out.maximum = rules.maximum;
    out.pattern = rules.pattern;
    out.min_length = rules.min_length;
    out.max_length = rules.max_length;
    out.allowed = rules.allowed;
    for (const auto& alias : contract.aliases)
        if (alias.field == field.name) out.aliases = alias.names;
    return out;
}

// The field as it was, or a new one, with what the form says.
Field field_of(const FormField& form, const Schema& schema)
{
    Field field;
    if (auto known = schema.find(form.name))
        field = schema.fields[*known];
    else
        field.missing_values = schema.missing_values;
    if (field.type != form.type) {
        static const Field usual;
        field.format = usual.format;
        field.decimal_char = usual.decimal_char;
        field.group_char = usual.group_char;
        field.bare_number = usual.bare_number;
        field.true_values = usual.true_values;
        field.false_values = usual.false_values;
        field.type = form.type;
    }
    field.name = form.name;
    field.title = form.title.empty() ? form.name : form.title;
    field.personal = form.personal;
    field.is_protected = form.is_protected;
    auto& rules = field.constraints;
    rules.required = form.required || form.in_key;
    rules.unique = form.unique;
    rules.minimum = form.minimum;
    rules.maximum = form.maximum;
    rules.pattern = form.pattern;
    rules.min_length = form.min_length;
    rules.max_length = form.max_length;
    rules.allowed = form.allowed;
    return field;
}

// The key keeps its order; columns that are new in it come last.
std::vector<std::string> key_of(const std::vector<std::string>& before, const std::vector<FormField>& fields)
{
    auto in_key = [&](const std::string& name) {
        auto found = std::ranges::find(fields, name, &FormField::name);
        return found != fields.end() && found->in_key;
    };
    std::vector<std::string> key;
    std::ranges::copy_if(before, std::back_inserter(key), in_key);
    for (const auto& field : fields)
        if (field.in_key && std::ranges::find(key, field.name) == key.end()) key.push_back(field.name);
    return key;
}

std::vector<Alias> aliases_of(const std::vector<Alias>& before, const std::vector<FormField>& fields)
{
    std::vector<Alias> aliases;
    auto take = [&](const FormField& field) {
        if (!field.aliases.empty()) aliases.push_back({field.name, field.aliases});
    };
    for (const auto& alias : before)
        if (auto found = std::ranges::find(fields, alias.field, &FormField::name); found != fields.end()) take(*found);
    for (const auto& field : fields)
        if (std::ranges::find(before, field.name, &Alias::field) == before.end()) take(field);
    return aliases;
}
} // namespace

FormStep form_of(const Step& step)
{
    FormStep out;
    out.name = step.name;
    out.off = step.off;
    out.kind = static_cast<FormStepKind>(step.action.index());
    std::visit(ToForm{out}, step.action);
    return out;
}

Step step_of(const FormStep& form) { return {form.name, form.off, action_of(form), {}}; }

RulesForm form_of(const Contract& contract)
{
    RulesForm out;
    out.feed = contract.feed;
    out.title = contract.title;
    out.department = contract.department;
    out.delivery = contract.delivery;
    out.period = contract.period;
    out.second_file = contract.second_file;
    out.match_filename = contract.match_filename;
    for (const auto& field : contract.schema.fields) out.fields.push_back(form_of(field, contract));
    for (const auto& step : contract.steps) out.steps.push_back(form_of(step));
    for (const auto& check : contract.checks) out.checks.push_back({check.name, check.expect, check.severity});
    out.bad_rows = contract.limits.bad_rows;
    out.gone = contract.limits.gone;
    out.changed = contract.limits.changed;
    if (contract.history) out.history_rows = contract.history->rows, out.history_nulls = contract.history->nulls;
    out.formats = contract.publish.formats;
    return out;
}

void fill(Contract& contract, const RulesForm& form)
{
    contract.feed = form.feed;
    contract.title = form.title.empty() ? form.feed : form.title;
    contract.department = form.department;
    contract.delivery = form.delivery;
    contract.period = form.period;
    contract.second_file = form.second_file;
    contract.match_filename = form.match_filename;
    std::vector<Field> fields;
    for (const auto& field : form.fields) fields.push_back(field_of(field, contract.schema));
    contract.schema.fields = std::move(fields);
    contract.schema.primary_key = key_of(contract.schema.primary_key, form.fields);
    contract.aliases = aliases_of(contract.aliases, form.fields);
    contract.steps.clear();
    for (const auto& step : form.steps) contract.steps.push_back(step_of(step));
    contract.checks.clear();
    for (const auto& check : form.checks) contract.checks.push_back({check.name, check.expect, check.severity, {}});
    contract.limits = {form.bad_rows, form.gone, form.changed};
    contract.history.reset();
    if (form.history_rows || form.history_nulls) contract.history = History{form.history_rows, form.history_nulls};
    contract.publish.formats = form.formats;
}
} // namespace engine

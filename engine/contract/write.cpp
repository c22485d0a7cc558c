#include "engine/contract/write.hpp"
#include "base/json.hpp"
#include "engine/contract/value.hpp"
#include "engine/contract/write_report.hpp"
#include "engine/contract/yaml_text.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
// Numbers are written bare, as people do.
std::string bound(const std::string& text) { return is_plain_number(text) ? text : yaml_text(text); }
std::string percent(double share) { return fmt::format("{:.6g}%", share * 100); }
template <class Enum> std::string word(Enum value) { return json::enum_text(value); }

FlowMap constraints(const Field& field, bool in_key)
{
    const auto& rules = field.constraints;
    FlowMap out;
    if (rules.required && !in_key) out.raw("required", "true");
    if (rules.unique) out.raw("unique", "true");
    if (rules.pattern) out.raw("pattern", json::serialize(json::value(*rules.pattern)));
    if (!rules.allowed.empty()) out.list("enum", rules.allowed);
    if (rules.min_length) out.raw("minLength", std::to_string(*rules.min_length));
    if (rules.max_length) out.raw("maxLength", std::to_string(*rules.max_length));
    if (rules.minimum) out.raw("minimum", bound(*rules.minimum));
    if (rules.maximum) out.raw("maximum", bound(*rules.maximum));
    if (rules.exclusive_minimum) out.raw("exclusiveMinimum", bound(*rules.exclusive_minimum));
    if (rules.exclusive_maximum) out.raw("exclusiveMaximum", bound(*rules.exclusive_maximum));
    return out;
}

std::string field_text(const Field& field, const Schema& schema)
{
    static const Field usual;
    FlowMap out;
    out.text("name", field.name);
    if (!field.title.empty() && field.title != field.name) out.text("title", field.title);
    if (!field.description.empty()) out.text("description", field.description);
    out.raw("type", type_name(field.type));
    if (field.format != usual.format) out.text("format", field.format);
    if (field.decimal_char != usual.decimal_char) out.text("decimalChar", field.decimal_char);
    if (field.group_char != usual.group_char) out.text("groupChar", field.group_char);
    if (!field.bare_number) out.raw("bareNumber", "false");
    if (field.century) out.raw("century", std::to_string(*field.century));
    if (field.true_values != usual.true_values) out.list("trueValues", field.true_values);
    if (field.false_values != usual.false_values) out.list("falseValues", field.false_values);
    if (!field.missing_values.empty() && field.missing_values != schema.missing_values)
        out.list("missingValues", field.missing_values);
    if (field.personal) out.raw("personal", "true");
    if (field.is_protected) out.raw("protected", "true");
    bool in_key = std::ranges::find(schema.primary_key, field.name) != schema.primary_key.end();
    if (auto rules = constraints(field, in_key); !rules.empty()) out.raw("constraints", rules.str());
    return out.str();
}

struct StepWords {
    FlowMap& out;

    void operator()(const TrimStep&) const { out.raw("do", "trim"); }
    void operator()(const NfcStep&) const { out.raw("do", "nfc"); }
    void operator()(const CaseStep& step) const
    {
        out.raw("do", "case").text("column", step.column).raw("to", word(step.to));
    }
    void operator()(const BlankStep& step) const { out.raw("do", "blank").list("values", step.values); }
    void operator()(const MapStep& step) const
    {
        FlowMap values;
        for (const auto& [from, to] : step.values) values.text(yaml_text(from), to);
        out.raw("do", "map").text("column", step.column).raw("values", values.str());
        if (step.otherwise) out.text("default", *step.otherwise);
    }
    void operator()(const PadStep& step) const
    {
        out.raw("do", "pad").text("column", step.column).raw("width", std::to_string(step.width));
        if (step.with != "0") out.text("with", step.with);
        if (step.side != Side::left) out.raw("side", word(step.side));
    }
    void operator()(const DatesStep& step) const
    {
        static constexpr std::string_view orders[] = {"dmy", "mdy", "ymd"};
        out.raw("do", "dates").text("column", step.column).raw("order", orders[static_cast<int>(step.order)]);
    }
    void operator()(const NumbersStep& step) const
    {
        out.raw("do", "numbers").text("column", step.column).text("decimal", step.decimal);
        if (!step.group.empty()) out.text("group", step.group);
    }
    void operator()(const SplitStep& step) const
    {
        out.raw("do", "split").text("column", step.column).text("by", step.by).list("into", step.into);
    }
    void operator()(const MergeStep& step) const
    {
        out.raw("do", "merge").list("columns", step.columns).text("with", step.with).text("into", step.into);
    }
    void operator()(const RenameStep& step) const
    {
        out.raw("do", "rename").text("from", step.from).text("to", step.to);
    }
    void operator()(const DropRowsStep& step) const { out.raw("do", "drop_rows").text("where", step.where); }
    void operator()(const DedupeStep& step) const
    {
        out.raw("do", "dedupe");
        if (!step.by.empty()) out.list("by", step.by);
    }
    void operator()(const FillDownStep& step) const { out.raw("do", "fill_down").list("columns", step.columns); }
    void operator()(const HeadingRowsStep& step) const { out.raw("do", "heading_rows").text("into", step.into); }
};

std::string reading(const ReadRules& read)
{
    FlowMap out;
    auto text = [&](std::string_view key, const std::optional<std::string>& value) {
        if (value) out.text(key, *value);
    };
    text("delimiter", read.delimiter);
    text("encoding", read.encoding);
    text("quote", read.quote);
    text("escape", read.escape);
    if (read.header_row) out.raw("header_row", std::to_string(*read.header_row));
    if (read.header_rows) out.raw("header_rows", std::to_string(*read.header_rows));
    text("sheet", read.sheet);
    text("pages", read.pages);
    text("area", read.area);
    return out.empty() ? "" : "read: " + out.str() + "\n";
}

std::string schema_text(const Schema& schema)
{
    std::string out = "schema:\n  fields:\n";
    for (const auto& field : schema.fields) out += fmt::format("    - {}\n", field_text(field, schema));
    if (!schema.primary_key.empty()) out += fmt::format("  primaryKey: {}\n", yaml_list(schema.primary_key));
    if (!schema.unique_keys.empty()) {
        out += "  uniqueKeys:\n";
        for (const auto& key : schema.unique_keys) out += fmt::format("    - {}\n", yaml_list(key));
    }
    if (!schema.foreign_keys.empty()) {
        out += "  foreignKeys:\n";
        for (const auto& key : schema.foreign_keys) {
            FlowMap reference, whole;
            reference.text("resource", key.resource).list("fields", key.reference_fields);
            whole.list("fields", key.fields).raw("reference", reference.str());
            out += fmt::format("    - {}\n", whole.str());
        }
    }
    if (schema.missing_values != Schema().missing_values)
        out += fmt::format("  missingValues: {}\n", yaml_list(schema.missing_values));
    return out;
}

std::string rules_text(const Contract& contract)
{
    std::string out;
    if (!contract.aliases.empty()) out += "aliases:\n";
    for (const auto& alias : contract.aliases)
        out += fmt::format("  {}: {}\n", yaml_text(alias.field), yaml_list(alias.names));
    if (!contract.steps.empty()) out += "steps:\n";
    for (const auto& step : contract.steps) out += fmt::format("  - {}\n", write_step(step));
    if (!contract.checks.empty()) out += "checks:\n";
    for (const auto& check : contract.checks) {
        FlowMap one;
        one.text("name", check.name).text("expect", check.expect);
        if (check.severity != Severity::error) one.raw("severity", word(check.severity));
        out += fmt::format("  - {}\n", one.str());
    }
    return out;
}

std::string limits_text(const Contract& contract)
{
    FlowMap history, limits, privacy;
    if (contract.history && contract.history->rows) history.raw("rows", percent(*contract.history->rows));
    if (contract.history && contract.history->nulls) history.raw("nulls", percent(*contract.history->nulls));
    static constexpr Limits usual;
    auto limit = [&](std::string_view key, double share, double by_default) {
        if (share != by_default) limits.raw(key, percent(share));
    };
    limit("bad_rows", contract.limits.bad_rows, usual.bad_rows);
    limit("gone", contract.limits.gone, usual.gone);
    limit("changed", contract.limits.changed, usual.changed);
    if (contract.privacy.retention_days)
        privacy.raw("retention", fmt::format("{} days", *contract.privacy.retention_days));
    if (contract.privacy.suppress_below)
        privacy.raw("suppress_below", std::to_string(*contract.privacy.suppress_below));
    if (!contract.privacy.counts.empty()) privacy.list("counts", contract.privacy.counts);
    if (!contract.privacy.recipient_domains.empty())
        privacy.list("recipient_domains", contract.privacy.recipient_domains);
    std::string out;
    if (contract.history) out += "history: " + history.str() + "\n";
    if (!limits.empty()) out += "limits: " + limits.str() + "\n";
    if (!privacy.empty()) out += "privacy: " + privacy.str() + "\n";
    return out;
}

std::string publish_text(const Contract& contract)
{
    FlowMap publish;
    std::vector<std::string> formats;
    for (auto format : contract.publish.formats) formats.push_back(word(format));
    publish.list("formats", formats);
    if (!contract.publish.to.empty()) publish.list("to", contract.publish.to);
    return "publish: " + publish.str() + "\n";
}
} // namespace

std::string write_step(const Step& step)
{
    FlowMap out;
    out.text("name", step.name);
    std::visit(StepWords{out}, step.action);
    if (step.off) out.raw("off", "true");
    return out.str();
}

std::string write_contract(const Contract& contract, const std::vector<std::string>& comments)
{
    std::string out;
    for (const auto& comment : comments) out += fmt::format("# {}\n", comment);
    auto line = [&](std::string_view key, const std::string& value) { out += fmt::format("{}: {}\n", key, value); };
    line("feed", yaml_text(contract.feed));
    if (!contract.title.empty() && contract.title != contract.feed) line("title", yaml_text(contract.title));
    if (!contract.department.empty()) line("department", yaml_text(contract.department));
    line("delivery", word(contract.delivery));
    line("period", word(contract.period));
    line("second_file", word(contract.second_file));
    if (contract.match_filename) line("match", FlowMap().text("filename", *contract.match_filename).str());
    out += reading(contract.read) + schema_text(contract.schema) + rules_text(contract) + limits_text(contract);
    if (contract.transform) line("transform", json::serialize(json::value(contract.transform->sql)));
    return out + write_report(contract.report, contract.title) + publish_text(contract);
}
} // namespace engine

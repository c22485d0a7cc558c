#include "engine/contract/rule_changes.hpp"
#include "base/json.hpp"
#include "engine/contract/rules_form.hpp"
#include "engine/contract/value.hpp"
#include "engine/contract/write.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace engine
{
namespace
{
using Sentences = std::vector<std::string>;

std::string quoted(const std::string& text) { return "“" + text + "”"; }
std::string percent(double share) { return fmt::format("{:.6g} %", share * 100); }
std::string listed(const std::vector<std::string>& texts) { return fmt::format("{}", fmt::join(texts, ", ")); }

// Members of one list that the other lacks.
std::vector<std::string> missing_from(const std::vector<std::string>& other, const std::vector<std::string>& list)
{
    std::vector<std::string> out;
    for (const auto& one : list)
        if (std::ranges::find(other, one) == other.end()) out.push_back(quoted(one));
    return out;
}

void add_list(Sentences& out, const std::string& of, const std::string& what, const std::vector<std::string>& before,
              const std::vector<std::string>& after)
{
    auto more = missing_from(before, after), fewer = missing_from(after, before);
    if (!more.empty()) out.push_back(fmt::format("{}: {} {} added.", of, what, listed(more)));
    if (!fewer.empty()) out.push_back(fmt::format("{}: {} {} taken away.", of, what, listed(fewer)));
}

template <class T> std::string shown(const std::optional<T>& value)
{
    return value ? fmt::format("{}", *value) : "none";
}

template <class T>
void add_value(Sentences& out, const std::string& of, const std::string& what, const std::optional<T>& before,
               const std::optional<T>& after)
{
    if (before != after) out.push_back(fmt::format("{}: {} is {}, was {}.", of, what, shown(after), shown(before)));
}

void add_flag(Sentences& out, const std::string& of, bool before, bool after, const char* yes, const char* no)
{
    if (before != after) out.push_back(of + " " + (after ? yes : no) + ".");
}

void compare_field(Sentences& out, const FormField& before, const FormField& after)
{
    const auto& of = after.title;
    if (before.title != after.title) out.push_back(fmt::format("{} is now called {}.", before.title, of));
    if (before.type != after.type)
        out.push_back(fmt::format("{} is {}, was {}.", of, type_name(after.type), type_name(before.type)));
    add_flag(out, of, before.required, after.required, "must be filled", "may be empty");
    add_flag(out, of, before.unique, after.unique, "must differ from row to row", "may repeat");
    add_flag(out, of, before.in_key, after.in_key, "is part of the key", "is no longer part of the key");
    add_flag(out, of, before.personal, after.personal, "is personal", "is no longer personal");
    add_flag(out, of, before.is_protected, after.is_protected, "needs a second person for corrections",
             "no longer needs a second person for corrections");
    add_value(out, of, "the smallest value", before.minimum, after.minimum);
    add_value(out, of, "the largest value", before.maximum, after.maximum);
    add_value(out, of, "the shortest length", before.min_length, after.min_length);
    add_value(out, of, "the greatest length", before.max_length, after.max_length);
    add_value(out, of, "the pattern", before.pattern, after.pattern);
    if (before.allowed.empty() && !after.allowed.empty())
        out.push_back(fmt::format("{} may only be {}.", of, listed(missing_from({}, after.allowed))));
    else if (!before.allowed.empty() && after.allowed.empty())
        out.push_back(of + " may be any value.");
    else
        add_list(out, of, "allowed value", before.allowed, after.allowed);
    add_list(out, of, "name in files", before.aliases, after.aliases);
}

void compare_fields(Sentences& out, const RulesForm& before, const RulesForm& after)
{
    for (const auto& field : after.fields) {
        auto found = std::ranges::find(before.fields, field.name, &FormField::name);
        if (found == before.fields.end())
            out.push_back(fmt::format("Column {} added ({}).", field.title, type_name(field.type)));
        else
            compare_field(out, *found, field);
    }
    for (const auto& field : before.fields)
        if (std::ranges::find(after.fields, field.name, &FormField::name) == after.fields.end())
            out.push_back(fmt::format("Column {} taken away.", field.title));
}

void compare_steps(Sentences& out, const Contract& before, const Contract& after)
{
    std::vector<std::string> order_before, order_after;
    for (const auto& step : after.steps) {
        auto found = std::ranges::find(before.steps, step.name, &Step::name);
        if (found == before.steps.end()) {
            out.push_back(fmt::format("Step {} added{}.", quoted(step.name), step.off ? ", switched off" : ""));
            continue;
        }
        order_after.push_back(step.name);
        if (found->off != step.off)
            out.push_back(fmt::format("Step {} switched {}.", quoted(step.name), step.off ? "off" : "on"));
        auto was = *found, is = step;
        was.off = is.off = false;
        auto* old_map = std::get_if<MapStep>(&was.action);
        auto* new_map = std::get_if<MapStep>(&is.action);
        if (write_step(was) == write_step(is)) continue;
        if (!old_map || !new_map || old_map->column != new_map->column) {
            out.push_back(fmt::format("Step {} changed.", quoted(step.name)));
            continue;
        }
        for (const auto& [from, to] : new_map->values)
            if (std::ranges::find(old_map->values, std::pair(from, to)) == old_map->values.end())
                out.push_back(fmt::format("Step {}: {} becomes {}.", quoted(step.name), quoted(from), quoted(to)));
        for (const auto& [from, to] : old_map->values)
            if (std::ranges::find(new_map->values, from, [](const auto& one) { return one.first; }) ==
                new_map->values.end())
                out.push_back(fmt::format("Step {}: {} stays as it is.", quoted(step.name), quoted(from)));
    }
    for (const auto& step : before.steps) {
        if (std::ranges::find(after.steps, step.name, &Step::name) == after.steps.end())
            out.push_back(fmt::format("Step {} taken away.", quoted(step.name)));
        else
            order_before.push_back(step.name);
    }
    if (order_before != order_after) out.push_back("The order of the steps changed.");
}

void compare_checks(Sentences& out, const RulesForm& before, const RulesForm& after)
{
    for (const auto& check : after.checks) {
        auto found = std::ranges::find(before.checks, check.name, &FormCheck::name);
        if (found == before.checks.end())
            out.push_back(fmt::format("Check {} added.", quoted(check.name)));
        else if (found->expect != check.expect)
            out.push_back(fmt::format("Check {} expects {}, was {}.", quoted(check.name), check.expect, found->expect));
        else if (found->severity != check.severity)
            out.push_back(fmt::format("Check {}: a row that fails it {}.", quoted(check.name),
                                      check.severity == Severity::error ? "is held back" : "is only pointed out"));
    }
    for (const auto& check : before.checks)
        if (std::ranges::find(after.checks, check.name, &FormCheck::name) == after.checks.end())
            out.push_back(fmt::format("Check {} taken away.", quoted(check.name)));
}

void compare_rest(Sentences& out, const RulesForm& before, const RulesForm& after)
{
    if (before.title != after.title) out.push_back(fmt::format("The title is {}.", quoted(after.title)));
    if (before.department != after.department) out.push_back(fmt::format("The department is {}.", after.department));
    if (before.delivery != after.delivery || before.period != after.period)
        out.push_back(after.delivery == Delivery::snapshot
                          ? "Each file is the whole list."
                          : "Each file is for a " + json::enum_text(after.period) + ".");
    if (before.second_file != after.second_file)
        out.push_back("What a second file for a period does: " + json::enum_text(after.second_file) + ".");
    if (before.match_filename != after.match_filename)
        out.push_back("Files are recognised by the name " + after.match_filename.value_or("no longer") + ".");
    auto limit = [&](const char* what, double was, double is) {
        if (was != is)
            out.push_back(fmt::format("{}: more than {} waits for a person, was {}.", what, percent(is), percent(was)));
    };
    limit("Rows to fix", before.bad_rows, after.bad_rows);
    limit("Rows gone", before.gone, after.gone);
    limit("Rows changed", before.changed, after.changed);
    if (before.history_rows != after.history_rows || before.history_nulls != after.history_nulls)
        out.push_back("What is compared with earlier files changed.");
    if (before.formats != after.formats) {
        std::vector<std::string> names;
        for (auto format : after.formats) names.push_back(json::enum_text(format));
        out.push_back("Reports are made as " + listed(names) + ".");
    }
}

// The contract without everything that a form shows, as text.
std::string hidden(Contract contract, const Contract& shown_by)
{
    fill(contract, form_of(shown_by));
    return write_contract(contract);
}
} // namespace

std::vector<std::string> rule_changes(const Contract& before, const Contract& after)
{
    Sentences out;
    auto was = form_of(before), is = form_of(after);
    compare_rest(out, was, is);
    compare_fields(out, was, is);
    compare_steps(out, before, after);
    compare_checks(out, was, is);
    if (hidden(before, after) != write_contract(after))
        out.emplace_back("Something that only the text shows changed: reading, formats of columns, references to other "
                         "files, privacy, SQL or the layout of the report.");
    return out;
}
} // namespace engine

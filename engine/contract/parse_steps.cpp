#include "engine/contract/parts.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine::contract_parts
{
namespace
{
using Key = Cursor::Key;

// Reads one kind of step; `base` are the keys that every step has.
struct StepReader {
    const Cursor& at;
    const Schema& schema;
    Key name, off, kind;

    void keys(std::initializer_list<Key> own) const
    {
        std::vector<Key> all{name, kind, off};
        all.insert(all.end(), own);
        at.members(all);
    }
    Key column(std::string& into) const
    {
        return {"column", [this, &into](const Cursor& key) { into = field_name(key, schema); }, true};
    }
};

std::string one_character(const Cursor& at)
{
    auto text = at.filled();
    if (code_points(text) != 1) at.error(fmt::format("{} is “{}”, expected one character", at.name(), text));
    return text;
}

StepAction trim_step(const StepReader& reader) { return reader.keys({}), TrimStep{}; }
StepAction nfc_step(const StepReader& reader) { return reader.keys({}), NfcStep{}; }

StepAction case_step(const StepReader& reader)
{
    CaseStep step;
    reader.keys(
        {reader.column(step.column),
         {"to", [&](const Cursor& key) { step.to = choose<LetterCase>(key, {"upper", "lower", "title"}); }, true}});
    return step;
}

StepAction blank_step(const StepReader& reader)
{
    BlankStep step;
    reader.keys({{"values", [&](const Cursor& key) { step.values = key.texts(); }, true}});
    return step;
}

StepAction map_step(const StepReader& reader)
{
    MapStep step;
    reader.keys({reader.column(step.column),
                 {"values",
                  [&](const Cursor& key) {
                      key.entries([&](const std::string& from, const Cursor&, const Cursor& to) {
                          auto& value = step.values.emplace_back(from, "").second;
                          to.fork(to.is_null() ? 0 : 1, {[](const Cursor& none) { none.nothing(); },
                                                         [&](const Cursor& text) { value = text.text(); }});
                      });
                  },
                  true},
                 {"default", [&](const Cursor& key) { step.otherwise = key.text(); }}});
    return step;
}

StepAction pad_step(const StepReader& reader)
{
    PadStep step;
    reader.keys({reader.column(step.column),
                 {"width",
                  [&](const Cursor& key) {
                      step.width = key.whole(1);
                      if (step.width > 1000) key.error("width is more than 1000 characters");
                  },
                  true},
                 {"with", [&](const Cursor& key) { step.with = one_character(key); }},
                 {"side", [&](const Cursor& key) { step.side = choose<Side>(key, {"left", "right"}); }}});
    return step;
}

StepAction dates_step(const StepReader& reader)
{
    DatesStep step;
    reader.keys(
        {reader.column(step.column),
         {"order", [&](const Cursor& key) { step.order = choose<DateOrder>(key, {"dmy", "mdy", "ymd"}); }, true}});
    return step;
}

StepAction numbers_step(const StepReader& reader)
{
    NumbersStep step;
    reader.keys({reader.column(step.column),
                 {"decimal", [&](const Cursor& key) { step.decimal = one_character(key); }},
                 {"group", [&](const Cursor& key) { step.group = one_character(key); }}});
    if (step.decimal == step.group) reader.at.error(fmt::format("decimal and group are both “{}”", step.decimal));
    if (step.decimal.size() != 1) reader.at.error(fmt::format("decimal is “{}”, expected . or ,", step.decimal));
    return step;
}

StepAction split_step(const StepReader& reader)
{
    SplitStep step;
    reader.keys({{"column", [&](const Cursor& key) { step.column = key.filled(); }, true},
                 {"by", [&](const Cursor& key) { step.by = key.filled(); }, true},
                 {"into",
                  [&](const Cursor& key) {
                      step.into = field_names(key, reader.schema);
                      if (key.is_list() && step.into.size() < 2) key.error("into has one field, expected two or more");
                  },
                  true}});
    return step;
}

StepAction merge_step(const StepReader& reader)
{
    MergeStep step;
    reader.keys({{"columns",
                  [&](const Cursor& key) {
                      step.columns = key.texts();
                      if (key.is_list() && step.columns.size() < 2)
                          key.error("columns has one name, expected two or more");
                  },
                  true},
                 {"with", [&](const Cursor& key) { step.with = key.text(); }},
                 {"into", [&](const Cursor& key) { step.into = field_name(key, reader.schema); }, true}});
    return step;
}

StepAction rename_step(const StepReader& reader)
{
    RenameStep step;
    reader.keys({{"from", [&](const Cursor& key) { step.from = key.filled(); }, true},
                 {"to", [&](const Cursor& key) { step.to = field_name(key, reader.schema); }, true}});
    return step;
}

StepAction drop_rows_step(const StepReader& reader)
{
    DropRowsStep step;
    reader.keys({{"where",
                  [&](const Cursor& key) {
                      step.where = expression(key, reader.schema);
                      step.place = key.place();
                  },
                  true}});
    return step;
}

StepAction dedupe_step(const StepReader& reader)
{
    DedupeStep step;
    reader.keys({{"by", [&](const Cursor& key) { step.by = field_names(key, reader.schema); }}});
    return step;
}

StepAction fill_down_step(const StepReader& reader)
{
    FillDownStep step;
    reader.keys({{"columns", [&](const Cursor& key) { step.columns = field_names(key, reader.schema); }, true}});
    return step;
}

StepAction heading_rows_step(const StepReader& reader)
{
    HeadingRowsStep step;
    reader.keys({{"into", [&](const Cursor& key) { step.into = field_name(key, reader.schema); }, true}});
    return step;
}

StepAction python_step(const StepReader& reader)
{
    reader.keys({{"call", [](const Cursor& key) { key.filled(); }, true}});
    reader.at.error("the step python is not yet available in this version; leave it out or switch to another step");
    return TrimStep{};
}

struct Kind {
    std::string_view name;
    StepAction (*read)(const StepReader&);
};
constexpr Kind kinds[] = {
    {"trim", trim_step},
    {"nfc", nfc_step},
    {"case", case_step},
    {"blank", blank_step},
    {"map", map_step},
    {"pad", pad_step},
    {"dates", dates_step},
    {"numbers", numbers_step},
    {"split", split_step},
    {"merge", merge_step},
    {"rename", rename_step},
    {"drop_rows", drop_rows_step},
    {"dedupe", dedupe_step},
    {"fill_down", fill_down_step},
    {"heading_rows", heading_rows_step},
    {"python", python_step},
};

std::string unknown_kind(const std::optional<std::string>& kind)
{
    if (!kind) return "the step does not say what to do, expected for example “do: trim”";
    std::vector<std::string> names;
    for (const auto& one : kinds) names.emplace_back(one.name);
    return fmt::format("“{}” is not a known step, expected one of {}{}", *kind, listed(names),
                       did_you_mean(*kind, names));
}
} // namespace

std::vector<Step> read_steps(const Cursor& at, const Schema& schema)
{
    std::vector<Step> steps;
    at.each([&](const Cursor& item) {
        Step step;
        step.place = item.place();
        auto kind = item.peek("do");
        auto known = std::ranges::find(kinds, kind.value_or(""), &Kind::name);
        std::vector<Cursor::Read> ways;
        for (const auto& one : kinds)
            ways.emplace_back([&](const Cursor& way) {
                StepReader reader{way,
                                  schema,
                                  {"name", [&](const Cursor& key) { step.name = key.filled(); }},
                                  {"off", [&](const Cursor& key) { step.off = key.flag(); }},
                                  {"do", [&](const Cursor& key) { key.choice({one.name}); }, true}};
                step.action = one.read(reader);
            });
        if (known != std::end(kinds) || item.describes())
            item.fork(static_cast<std::size_t>(known - std::begin(kinds)), ways);
        else
            item.error(unknown_kind(kind));
        if (step.name.empty()) step.name = kind.value_or("");
        if (std::ranges::find(steps, step.name, &Step::name) != steps.end())
            item.error(fmt::format("the step “{}” is there twice; give each step its own name", step.name));
        steps.push_back(std::move(step));
    });
    return steps;
}
} // namespace engine::contract_parts

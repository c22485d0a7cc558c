#pragma once
// File rules as a form has them: columns, steps, checks and limits, without the text. What the form cannot show (SQL,
// foreign keys, formats of a column, privacy) stays in the contract as it is.
#include "engine/contract/contract.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
struct FormField {
    std::string name, title;
    FieldType type = FieldType::string;
    bool required = false, unique = false, in_key = false;
    bool personal = false, is_protected = false;
    std::optional<std::string> minimum, maximum, pattern;
    std::optional<std::int64_t> min_length, max_length;
    std::vector<std::string> allowed; // the only values there may be; empty: any
    std::vector<std::string> aliases; // other headers that mean this column
};
BOOST_DESCRIBE_STRUCT(FormField, (),
                      (name, title, type, required, unique, in_key, personal, is_protected, minimum, maximum, pattern,
                       min_length, max_length, allowed, aliases))

// In the order of StepAction.
enum class FormStepKind {
    trim,
    nfc,
    letters,
    blank,
    map,
    pad,
    dates,
    numbers,
    split,
    merge,
    rename,
    drop_rows,
    dedupe,
    fill_down,
    heading_rows
};
BOOST_DESCRIBE_ENUM(FormStepKind, trim, nfc, letters, blank, map, pad, dates, numbers, split, merge, rename, drop_rows,
                    dedupe, fill_down, heading_rows)

struct FormPair {
    std::string from, to;
};
BOOST_DESCRIBE_STRUCT(FormPair, (), (from, to))

// One cleaning step. Only the members that its kind has count.
struct FormStep {
    std::string name;
    bool off = false;
    FormStepKind kind = FormStepKind::trim;
    std::string column{};                    // letters, map, pad, dates, numbers, split; rename: of the file
    std::vector<std::string> columns{};      // merge: from; split: into; dedupe: by
    std::vector<std::string> values{};       // blank
    std::vector<FormPair> pairs{};           // map
    std::optional<std::string> default_to{}; // map
    std::string into{};                      // merge, rename
    std::string with{};                      // pad, merge; split: by
    std::int64_t width = 0;                  // pad
    Side side = Side::left;                  // pad
    LetterCase letters = LetterCase::lower;
    DateOrder order = DateOrder::dmy;   // dates
    std::string decimal = ".", group{}; // numbers
    std::string where{};                // drop_rows
};
BOOST_DESCRIBE_STRUCT(FormStep, (),
                      (name, off, kind, column, columns, values, pairs, default_to, into, with, width, side, letters,
                       order, decimal, group, where))

struct FormCheck {
    std::string name, expect;
    Severity severity = Severity::error;
};
BOOST_DESCRIBE_STRUCT(FormCheck, (), (name, expect, severity))

struct RulesForm {
    std::string feed, title, department;
    Delivery delivery = Delivery::snapshot;
    Period period = Period::none;
    SecondFile second_file = SecondFile::ask;
    std::optional<std::string> match_filename;
    std::vector<FormField> fields;
    std::vector<FormStep> steps;
    std::vector<FormCheck> checks;
    double bad_rows = 0, gone = 0, changed = 0; // shares, 0 … 1
    std::optional<double> history_rows, history_nulls;
    std::vector<PublishFormat> formats;
};
BOOST_DESCRIBE_STRUCT(RulesForm, (),
                      (feed, title, department, delivery, period, second_file, match_filename, fields, steps, checks,
                       bad_rows, gone, changed, history_rows, history_nulls, formats))

RulesForm form_of(const Contract& contract);
// Puts what the form says in place of what the contract says about it. A column whose kind changes loses the format
// that went with the kind before.
void fill(Contract& contract, const RulesForm& form);

FormStep form_of(const Step& step);
Step step_of(const FormStep& form);
} // namespace engine

#include "engine/infer/propose.hpp"
#include "base/json.hpp"
#include "engine/contract/choices.hpp"
#include "engine/infer/field_type.hpp"
#include "engine/infer/keys.hpp"
#include "engine/infer/report_proposal.hpp"
#include "engine/names/names.hpp"
#include "engine/read/all_sheets.hpp"
#include "engine/standardize/matching.hpp"
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <set>

namespace engine
{
namespace
{
constexpr std::size_t most_listed = 12;    // values of an enum
constexpr std::int64_t rows_per_value = 5; // fewer say too little about a list of values
constexpr std::int64_t enough_values = 5;  // for a pattern, and for “never blank”
constexpr std::size_t longest_listed = 40;

class Proposer
{
public:
    Proposer(const Survey& survey, const Choices& choices, const std::optional<std::string>& today)
        : survey_(survey), choices_(choices), evidence_(evidence_of(survey.columns))
    {
        if (auto day = today ? read_date(*today, DateOrder::ymd) : DateReading()) this_year_ = day.value.date.year;
    }

    Proposal run(const std::vector<GoodFile>& files)
    {
        name_feed(files);
        contract().steps.push_back({"tidy text", false, TrimStep{}, {}});
        for (const auto& column : survey_.columns)
            if (!column.all_ascii()) {
                contract().steps.push_back({"one form of letters", false, NfcStep{}, {}});
                break;
            }
        contract().schema.missing_values = missing_words();
        choose_names();
        for (std::size_t c = 0; c < survey_.columns.size(); ++c) add_field(c);
        if (!survey_.headings.empty()) add_heading_field();
        choose_key();
        lay_out_report();
        note_reading();
        return std::move(out_);
    }

private:
    Contract& contract() { return out_.contract; }
    void note(std::string code, std::string message) { out_.notices.push_back({std::move(code), std::move(message)}); }

    void name_feed(const std::vector<GoodFile>& files)
    {
        std::vector<std::string> names;
        for (const auto& file : files) names.push_back(file.name);
        auto name = feed_name(names);
        contract().feed = name.feed;
        contract().title = contract().report.title = name.title;
        contract().match_filename = name.match;
        contract().period = name.period;
        contract().delivery = name.period == Period::none ? Delivery::snapshot : Delivery::period;
        contract().second_file = name.period == Period::none ? SecondFile::replace : SecondFile::ask;
    }

    std::vector<std::string> missing_words() const
    {
        std::set<std::string> words;
        for (const auto& column : survey_.columns)
            for (const auto& [word, count] : column.doubtful())
                if (means_missing(word)) words.insert(word);
        std::vector<std::string> out{""};
        out.insert(out.end(), words.begin(), words.end());
        return out;
    }

    // No name may be taken for another column's header.
    void choose_names()
    {
        std::set<std::string> taken;
        for (const auto& column : survey_.columns) taken.insert(header_key(column.header()));
        for (std::size_t c = 0; c < survey_.columns.size(); ++c) {
            auto own = header_key(survey_.columns[c].header());
            auto base = snake_case(survey_.columns[c].header());
            if (base.empty()) base = fmt::format("column_{}", c + 1);
            auto name = base;
            for (int n = 2; header_key(name) != own && taken.contains(header_key(name)); ++n)
                name = fmt::format("{}_{}", base, n);
            taken.insert(header_key(name));
            names_.push_back(std::move(name));
        }
    }

    void add_field(std::size_t c)
    {
        const auto& profile = survey_.columns[c];
        auto meaning = meaning_of(names_[c]);
        auto typed = typed_field(profile, names_[c], meaning, evidence_, chosen(choices_, "type", names_[c]));
        auto& field = typed.field;
        settle_dates(profile, meaning, typed);
        field.personal = meaning.personal;
        if (meaning.sensitive)
            note("sensitive", fmt::format("{} looks like something about health, belief, origin or care. It is marked "
                                          "as personal, and nothing is said about its values. Take it out unless the "
                                          "report needs it.",
                                          field.title));
        field.is_protected = meaning.is_protected && field.type != FieldType::boolean;
        auto& rules = field.constraints;
        rules.required = profile.blanks() == 0 && profile.values() >= enough_values && !has_missing(profile);
        if (field.type == FieldType::date) set_plausible_days(profile, meaning, typed);
        if (field.type == FieldType::string && !meaning.sensitive && profile.values() > 0 &&
            field.format == "default" && !typed.notice)
            constrain_text(profile, meaning, field);
        if (field.type == FieldType::integer || field.type == FieldType::number)
            constrain_number(profile, meaning, field);
        if (field.type == FieldType::string && !typed.notice) ask_about_zeros(profile, field);
        if (typed.notice) out_.notices.push_back(*typed.notice);
        if (typed.step) contract().steps.push_back({step_name(*typed.step, field), false, *typed.step, {}});
        if (survey_.has_header && field.name != profile.header())
            contract().aliases.push_back({field.name, {profile.header()}});
        contract().schema.fields.push_back(std::move(field));
    }

    void ask_about_zeros(const ColumnProfile& profile, Field& field)
    {
        const auto& trace = profile.trace();
        auto width = trace.width_of_codes();
        auto answer = chosen(choices_, "repair", "eaten_zeros");
        if (width == 0 || answer == "keep") return;
        if (answer == "repair") {
            field.constraints.pattern = fmt::format("[0-9]{{{}}}", width);
            contract().steps.push_back({"pad " + field.name,
                                        false,
                                        PadStep{field.name, static_cast<std::int64_t>(width), "0", Side::left},
                                        {}});
            return;
        }
        note("repair", fmt::format("{} values of {} have fewer digits than the {} of those with zeros in front, such "
                                   "as {}: a spreadsheet takes the zeros. Answer with --repair eaten_zeros=repair to "
                                   "put them back, or --repair eaten_zeros=keep.",
                                   trace.shorter_than(width), field.title, width, trace.bare_example));
    }

    // Rows that head others become a column of theirs, called by the word that all of them begin with.
    void add_heading_field()
    {
        std::string name = snake_case(survey_.headings[0].substr(0, survey_.headings[0].find_first_of(" :")));
        for (const auto& heading : survey_.headings)
            if (snake_case(heading.substr(0, heading.find_first_of(" :"))) != name) name.clear();
        if (name.empty() || survey_.headings.size() == 1) name = "section";
        for (bool taken = true; taken;) {
            taken = std::ranges::any_of(survey_.columns, [&](const ColumnProfile& column) {
                return header_key(column.header()) == header_key(name);
            });
            if (taken) name += "_heading";
        }
        Field field;
        field.name = field.title = name;
        contract().schema.fields.push_back(std::move(field));
        auto& steps = contract().steps;
        steps.insert(steps.begin(), Step{"headings of rows", false, HeadingRowsStep{name}, {}});
        note("heading_rows", fmt::format("Rows such as “{}” stand above others and have nothing else, so their text "
                                         "becomes the column {} of the rows below them. Take that step out where they "
                                         "are records.",
                                         survey_.headings[0], name));
    }

    void settle_dates(const ColumnProfile& profile, const Meaning& meaning, TypedField& typed) const
    {
        auto& field = typed.field;
        auto order = chosen(choices_, "order", field.name);
        auto known = order ? json::enum_value<DateOrder>(*order) : std::nullopt;
        if (known && (profile.dates() || profile.datetimes())) {
            field.type = profile.dates() ? FieldType::date : FieldType::datetime;
            typed.step = DatesStep{field.name, *known};
            typed.notice.reset();
        }
        if (field.type != FieldType::date || !profile.two_digit_years()) return;
        // Nobody is born in the future.
        if (auto century = chosen(choices_, "century", field.name))
            field.century = std::atoi(century->c_str());
        else if (meaning.born && this_year_)
            field.century = *this_year_ - 99;
    }

    // Where dates of such a column can be: wide of those in the files. A year that was mistyped is outside.
    void set_plausible_days(const ColumnProfile& profile, const Meaning& meaning, TypedField& typed) const
    {
        auto& field = typed.field;
        if (profile.two_digit_years() && !field.century) return;
        auto* step = typed.step ? std::get_if<DatesStep>(&*typed.step) : nullptr;
        auto days = profile.days(step ? step->order : DateOrder::ymd);
        if (!days || profile.two_digit_years()) return;
        auto first = date_from(days->first).year, last = date_from(days->second).year;
        if (first < 1900 || last > 2100) return; // asked about elsewhere
        field.constraints.minimum = fmt::format("{}-01-01", meaning.born ? std::max(1900, first - 20) : first - 5);
        if (!meaning.born) field.constraints.maximum = fmt::format("{}-12-31", last + 10);
    }

    static bool has_missing(const ColumnProfile& profile)
    {
        return std::ranges::any_of(profile.doubtful(), [](const auto& word) { return means_missing(word.first); });
    }

    static void constrain_text(const ColumnProfile& profile, const Meaning& meaning, Field& field)
    {
        auto words = profile.has_few_words() ? profile.words() : std::vector<std::string>();
        auto count = static_cast<std::int64_t>(words.size());
        if (!meaning.id && !meaning.prose && !meaning.personal && count > 1 && words.size() <= most_listed &&
            profile.values() >= count * rows_per_value && profile.longest() <= longest_listed)
            field.constraints.allowed = std::move(words);
        else if (profile.values() >= enough_values && !meaning.phone && !meaning.prose)
            field.constraints.pattern = profile.pattern();
        else if (profile.values() >= enough_values && meaning.phone && profile.leading_zeros() && profile.all_digits())
            field.constraints.pattern = of_one_length(profile.pattern());
    }

    // Telephone numbers with a zero in front, all as long: a spreadsheet that takes the zero makes them shorter.
    static std::optional<std::string> of_one_length(std::optional<std::string> pattern)
    {
        return pattern && !pattern->contains(',') ? pattern : std::nullopt;
    }

    static void constrain_number(const ColumnProfile& profile, const Meaning& meaning, Field& field)
    {
        if ((!meaning.amount && !meaning.mark) || profile.negatives()) return;
        field.constraints.minimum = "0";
        if (meaning.mark && profile.largest() && *profile.largest() <= 100 && *profile.largest() > 20)
            field.constraints.maximum = "100";
    }

    std::string step_name(const StepAction& step, const Field& field)
    {
        auto words = field.title;
        std::ranges::replace(words, '"', '\'');
        auto name = std::holds_alternative<DatesStep>(step) ? fmt::format("dates of {}", words)
                                                            : fmt::format("numbers of {}", words);
        for (const auto& other : contract().steps)
            if (other.name == name) return fmt::format("{} ({})", name, field.name);
        return name;
    }

    void choose_key()
    {
        auto& schema = contract().schema;
        std::vector<const Field*> fields;
        for (const auto& field : schema.fields) fields.push_back(&field);
        std::vector<std::vector<std::string>> keys;
        for (const auto& key : unique_keys(survey_, fields)) {
            auto& names = keys.emplace_back();
            for (auto c : key) names.push_back(schema.fields[c].name);
        }
        if (keys.empty()) {
            note("no_key", "No one to three columns name each row once, so there is no primary key; versions are "
                           "compared by their counts only.");
            return;
        }
        schema.primary_key = keys[0];
        out_.other_keys.assign(keys.begin() + 1, keys.end());
        for (const auto& key : out_.other_keys)
            if (key.size() == 1 && meaning_of(key[0]).id) schema.fields[*schema.find(key[0])].constraints.unique = true;
    }

    void lay_out_report()
    {
        const auto& schema = contract().schema;
        auto& report = contract().report;
        report = proposed_report(schema);
        report.title = contract().title;
        contract().publish.formats = {PublishFormat::csv, PublishFormat::pdf, PublishFormat::xlsx};
        bool personal = std::ranges::any_of(schema.fields, &Field::personal);
        if (personal) contract().privacy.suppress_below = 10;
    }

    void note_reading()
    {
        for (const auto& doubt : survey_.doubts)
            if (doubt.outcome == DoubtOutcome::asked) out_.notices.push_back(question_of(doubt));
        if (survey_.all_sheets) {
            contract().read.sheet = every_sheet;
            note("all_sheets", "The workbook has several sheets with the same columns, so all of them are read, and "
                               "the name of the sheet is a column. Name one sheet where only that one is meant.");
        }
        if (survey_.tables > 1 && !survey_.all_sheets)
            note("other_tables",
                 fmt::format("The file has {} tables, and only the one with the most columns is read{}. "
                             "Give the others a contract of their own where they are needed.",
                             survey_.tables, survey_.sheet ? fmt::format(", “{}”", *survey_.sheet) : ""));
        for (const auto& header : survey_.hidden)
            note("hidden_column", fmt::format("The sheet hides the column {}, so it is left out. Add it only where it "
                                              "is meant to be published.",
                                              header));
        if (survey_.prepared_rows > 0)
            note("rows", fmt::format("{} rows have nothing of their own but what was filled in beforehand, such as a "
                                     "number and the same words in each. They are taken for rows that were prepared "
                                     "and not used. Answer with --rows prepared=skip or --rows prepared=keep.",
                                     survey_.prepared_rows));
        if (!survey_.has_header) {
            contract().read.header_row = 0;
            note("no_header", "The file has no row of column names, so columns are taken by their place. Give the "
                              "fields names that people understand.");
        }
        for (const auto& header : survey_.repeated)
            note("repeated_column", fmt::format("Several columns are called “{0}”; they are told apart by their place, "
                                                "as “{0}” and “{0} (2)”. Give each column its own name.",
                                                header));
    }

    const Survey& survey_;
    const Choices& choices_;
    std::optional<int> this_year_;
    Evidence evidence_;
    std::vector<std::string> names_; // by column
    Proposal out_;
};
} // namespace

Notice question_of(const Doubt& doubt)
{
    auto text = in_words(doubt) + " Answer with";
    for (const auto& one : doubt.alternatives)
        text += fmt::format("{} --{} {}", &one == &doubt.alternatives.front() ? "" : " or", doubt.what,
                            doubt.about.empty() ? one.answer : doubt.about + "=" + one.answer);
    return {doubt.what, text + "."};
}

Proposal propose(const Survey& survey, const std::vector<GoodFile>& files, const Choices& choices,
                 const std::optional<std::string>& today)
{
    return Proposer(survey, choices, today).run(files);
}
} // namespace engine

#include "engine/infer/propose.hpp"
#include "engine/infer/field_type.hpp"
#include "engine/infer/keys.hpp"
#include "engine/infer/names.hpp"
#include "engine/standardize/matching.hpp"
#include <algorithm>
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

// How an engineer answers at the terminal.
std::string option_for(const Doubt& doubt)
{
    std::string text = " Answer with";
    for (const auto& one : doubt.alternatives)
        text += fmt::format("{} --{} {}", &one == &doubt.alternatives.front() ? "" : " or", doubt.what,
                            doubt.about.empty() ? one.answer : doubt.about + "=" + one.answer);
    return text + ".";
}

class Proposer
{
public:
    explicit Proposer(const Survey& survey) : survey_(survey), evidence_(evidence_of(survey.columns)) {}

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
        auto typed = typed_field(profile, names_[c], meaning, evidence_);
        auto& field = typed.field;
        field.personal = meaning.personal;
        field.is_protected = meaning.is_protected && field.type != FieldType::boolean;
        auto& rules = field.constraints;
        rules.required = profile.blanks() == 0 && profile.values() >= enough_values && !has_missing(profile);
        if (field.type == FieldType::string && profile.values() > 0 && field.format == "default" && !typed.notice)
            constrain_text(profile, meaning, field);
        if (field.type == FieldType::integer || field.type == FieldType::number)
            constrain_number(profile, meaning, field);
        if (typed.notice) out_.notices.push_back(*typed.notice);
        if (typed.step) contract().steps.push_back({step_name(*typed.step, field), false, *typed.step, {}});
        if (survey_.has_header && field.name != profile.header())
            contract().aliases.push_back({field.name, {profile.header()}});
        contract().schema.fields.push_back(std::move(field));
    }

    static bool has_missing(const ColumnProfile& profile)
    {
        return std::ranges::any_of(profile.doubtful(), [](const auto& word) { return means_missing(word.first); });
    }

    static void constrain_text(const ColumnProfile& profile, const Meaning& meaning, Field& field)
    {
        auto words = profile.has_few_words() ? profile.words() : std::vector<std::string>();
        auto count = static_cast<std::int64_t>(words.size());
        if (!meaning.id && !meaning.prose && !meaning.personal && count > 0 && words.size() <= most_listed &&
            profile.values() >= count * rows_per_value && profile.longest() <= longest_listed)
            field.constraints.allowed = std::move(words);
        else if (profile.values() >= enough_values && !meaning.phone && !meaning.prose)
            field.constraints.pattern = profile.pattern();
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
        for (const auto& field : schema.fields) {
            auto meaning = meaning_of(field.name);
            bool number = field.type == FieldType::integer || field.type == FieldType::number;
            if (number && meaning.amount && field.bare_number) report.totals.push_back(field.name);
            if (report.group_by.empty() && field.constraints.allowed.size() > 1) report.group_by.push_back(field.name);
        }
        if (!report.group_by.empty()) report.charts.push_back({ChartKind::bar, report.group_by[0]});
        report.what_changed = !schema.primary_key.empty();
        contract().publish.formats = {PublishFormat::csv, PublishFormat::pdf, PublishFormat::xlsx};
        bool personal = std::ranges::any_of(schema.fields, &Field::personal);
        if (personal) contract().privacy.suppress_below = 10;
    }

    void note_reading()
    {
        for (const auto& doubt : survey_.doubts)
            if (doubt.outcome == DoubtOutcome::asked) note(doubt.what, in_words(doubt) + option_for(doubt));
        if (!survey_.has_header) {
            contract().read.header_row = 0;
            note("no_header", "The file has no row of column names, so columns are taken by their place. Give the "
                              "fields names that people understand.");
        }
        for (const auto& header : survey_.repeated)
            note("repeated_column", fmt::format("Two columns are called “{}”, so both are left out. Give each column "
                                                "its own name.",
                                                header));
    }

    const Survey& survey_;
    Evidence evidence_;
    std::vector<std::string> names_; // by column
    Proposal out_;
};
} // namespace

Proposal propose(const Survey& survey, const std::vector<GoodFile>& files) { return Proposer(survey).run(files); }
} // namespace engine

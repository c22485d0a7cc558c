#include "engine/infer/infer.hpp"
#include "engine/contract/write.hpp"
#include "engine/infer/propose.hpp"
#include "engine/infer/report_proposal.hpp"
#include "engine/prepare/prepare.hpp"
#include "engine/table/unreadable.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr int most_rounds = 12;

// Takes a rule that a good file breaks out of the contract. Every card is about one rule of one field.
class Relaxing
{
public:
    explicit Relaxing(Proposal& proposal) : proposal_(proposal), contract_(proposal.contract) {}

    // Whether anything was there to be taken out.
    bool relax(const Card& card)
    {
        if (card.rule == "primary_key") return next_key();
        auto index = card.column ? contract_.schema.find(*card.column) : std::nullopt;
        if (!index) return false;
        auto& field = contract_.schema.fields[*index];
        auto& rules = field.constraints;
        if (card.rule == "required") return is_key(field.name) ? next_key() : take(rules.required);
        if (card.rule == "unique") return take(rules.unique);
        if (card.rule == "enum") return take(rules.allowed);
        if (card.rule == "pattern") return take(rules.pattern);
        if (card.rule == "minimum") return take(rules.minimum);
        if (card.rule == "maximum") return take(rules.maximum);
        if (card.rule == "format") return take(field.format, std::string("default"));
        return card.rule.starts_with("type_") || card.rule == "ambiguous_date" ? as_text(field) : false;
    }

    bool choose_sheet(const std::optional<std::string>& sheet)
    {
        if (!sheet || contract_.read.sheet) return false;
        contract_.read.sheet = sheet;
        return true;
    }

private:
    template <class T> static bool take(T& rule, T usual = {})
    {
        if (rule == usual) return false;
        rule = std::move(usual);
        return true;
    }

    bool is_key(const std::string& name) const
    {
        const auto& key = contract_.schema.primary_key;
        return std::ranges::find(key, name) != key.end();
    }

    bool next_key()
    {
        auto& key = contract_.schema.primary_key;
        if (key.empty()) return false;
        key.clear();
        if (proposal_.other_keys.empty()) return true;
        key = proposal_.other_keys.front();
        proposal_.other_keys.erase(proposal_.other_keys.begin());
        return true;
    }

    bool as_text(Field& field)
    {
        if (field.type == FieldType::string) return false;
        field.type = FieldType::string;
        field.format = "default";
        field.bare_number = true;
        field.constraints.minimum.reset();
        field.constraints.maximum.reset();
        std::erase_if(contract_.steps, [&](const Step& step) {
            auto* dates = std::get_if<DatesStep>(&step.action);
            auto* numbers = std::get_if<NumbersStep>(&step.action);
            return (dates && dates->column == field.name) || (numbers && numbers->column == field.name);
        });
        contract_.report = proposed_report(contract_.schema);
        contract_.report.title = contract_.title;
        return true;
    }

    Proposal& proposal_;
    Contract& contract_;
};

Prepared check(const GoodFile& file, const std::string& contract, const ReadOptions& options, const Choices& choices,
               const std::optional<std::string>& today)
{
    Job job;
    job.file_name = file.name;
    job.file = file.bytes;
    job.contract_text = contract;
    job.contract_name = "the inferred contract";
    job.read = options;
    job.choices = choices;
    job.today = today;
    return prepare_as_sent(job, [](std::string_view) -> ByteSink* { return nullptr; }, Watcher());
}

// Checks the files by the proposed contract until they are clean or nothing can be relaxed any more.
void prove(Proposal& proposal, const std::vector<GoodFile>& files, const ReadOptions& options, const Survey& surveyed,
           Choices choices, const std::optional<std::string>& today)
{
    // What is asked is read in its likeliest way meanwhile.
    for (const auto& doubt : surveyed.doubts)
        if (!doubt.alternatives.empty()) choices.try_emplace(doubt.id(), doubt.alternatives.front().answer);
    if (surveyed.prepared_rows > 0) choices.try_emplace("rows:prepared", "skip");
    Relaxing relaxing(proposal);
    for (int round = 0; round < most_rounds; ++round) {
        bool again = false;
        auto text = write_contract(proposal.contract);
        std::vector<Notice> open;
        for (const auto& file : files) {
            auto checked = check(file, text, options, choices, today);
            for (const auto& doubt : checked.doubts)
                if (doubt.outcome == DoubtOutcome::asked) open.push_back(question_of(doubt));
            for (const auto& reason : checked.reasons)
                if (reason.code == "ambiguous_table" && relaxing.choose_sheet(surveyed.sheet)) again = true;
            for (const auto& card : checked.cards)
                if (relaxing.relax(card))
                    again = true;
                else
                    open.push_back({"not_clean", fmt::format("“{}” is not clean: {} ({} times).", file.name, card.title,
                                                             card.count)});
            if (checked.verdict == Verdict::refuse && !again)
                open.push_back(
                    {"not_clean", fmt::format("“{}” does not fit: {}", file.name, checked.reasons[0].message)});
            if (again) break; // the next round sees it all anew
        }
        if (again) continue;
        std::ranges::move(open, std::back_inserter(proposal.notices));
        return;
    }
}
// How a person said that the files are to be read, the next ones are read as well.
void keep(const ReadOptions& options, ReadRules& rules)
{
    auto take = [](auto& into, const auto& from) {
        if (from) into = from;
    };
    take(rules.encoding, options.encoding);
    take(rules.delimiter, options.delimiter);
    take(rules.quote, options.quote);
    take(rules.escape, options.escape);
    take(rules.header_row, options.header_row);
    take(rules.header_rows, options.header_rows);
    take(rules.sheet, options.sheet);
    take(rules.pages, options.pages);
    take(rules.area, options.area);
}
} // namespace

Inferred infer_contract(const std::vector<GoodFile>& files, const ReadOptions& options, const Choices& choices,
                        const std::optional<std::string>& today)
{
    auto surveyed = survey(files, options, choices);
    auto proposal = propose(surveyed, files, choices, today);
    keep(options, proposal.contract.read);
    prove(proposal, files, options, surveyed, choices, today);
    Inferred out;
    std::vector<std::string> comments;
    for (const auto& notice : proposal.notices) comments.push_back("Please look: " + notice.message);
    out.text = write_contract(proposal.contract, comments);
    out.contract = std::move(proposal.contract);
    out.notices = std::move(proposal.notices);
    return out;
}
} // namespace engine

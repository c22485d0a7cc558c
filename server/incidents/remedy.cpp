#include "server/incidents/remedy.hpp"
#include <algorithm>

namespace incidents
{
namespace
{
using engine::RemedyKind;

bool is_asked(const RunOutcome& outcome, const std::string& id)
{
    return std::ranges::any_of(outcome.doubts, [&](const engine::Doubt& doubt) {
        return doubt.outcome == engine::DoubtOutcome::asked && doubt.id() == id;
    });
}

std::optional<runs::NewAnswers> answers_to(const RunOutcome& outcome, const engine::KnownErrorMatch& match)
{
    runs::NewAnswers answers;
    switch (match.remedy.kind) {
    case RemedyKind::map_column:
        answers.columns.emplace(match.remedy.columns.begin(), match.remedy.columns.end());
        return answers;
    case RemedyKind::reread:
    case RemedyKind::add_step:
    case RemedyKind::fix_cells: {
        auto column = match.column.value_or("");
        if (is_asked(outcome, "numbers:" + column)) return std::nullopt; // both marks are as likely
        if (is_asked(outcome, "order:" + column))
            answers.choices = {{"order:" + column, match.remedy.step.contains("order: mdy") ? "mdy" : "dmy"}};
        else
            answers.choices = {{"repair:" + match.error, "repair"}};
        return answers;
    }
    case RemedyKind::handled:
    case RemedyKind::ask:
    case RemedyKind::send_back:
        break;
    }
    return std::nullopt;
}

// What reaches only some of them leaves the problem there: the rows are corrected by hand.
bool reaches_all(const engine::KnownErrorMatch& match)
{
    return match.remedy.kind != RemedyKind::fix_cells || std::ssize(match.remedy.fixes) >= match.count;
}

// Values that a repair of this match changes.
std::int64_t changed_by(const engine::KnownErrorMatch& match)
{
    if (match.remedy.kind == RemedyKind::fix_cells) return std::ssize(match.remedy.fixes);
    return match.remedy.kind == RemedyKind::add_step ? match.count : 0;
}

bool acts(const engine::Remedy& remedy)
{
    return remedy.kind == RemedyKind::reread || remedy.kind == RemedyKind::add_step ||
           remedy.kind == RemedyKind::fix_cells;
}

// “Repair it” is the answer for every column that the known error is in, also for those it reaches in part.
void count_all_columns(const RunOutcome& outcome, Remedy& remedy)
{
    for (const auto& match : outcome.known_errors) {
        if (match.error != remedy.known_error || !acts(match.remedy)) continue;
        if (match.column) remedy.touched.push_back(*match.column);
        remedy.values += changed_by(match);
    }
}
} // namespace

std::optional<Remedy> remedy_of(const RunOutcome& outcome, const std::string& known_error,
                                const std::optional<std::string>& column)
{
    for (const auto& match : outcome.known_errors) {
        if (match.error != known_error || match.column != column || !reaches_all(match)) continue;
        auto answers = answers_to(outcome, match);
        if (!answers) continue;
        Remedy remedy{outcome.run.id, match.error, match.column, match.remedy.words, std::move(*answers), {}, 0};
        for (const auto& [header, field] : match.remedy.columns) remedy.touched.push_back(field);
        if (remedy.answers.choices && remedy.answers.choices->contains("repair:" + known_error))
            count_all_columns(outcome, remedy);
        else if (acts(match.remedy)) {
            if (match.column) remedy.touched.push_back(*match.column);
            remedy.values = changed_by(match);
        }
        return remedy;
    }
    return std::nullopt;
}

bool still_there(const engine::KnownErrorMatch& match, const std::vector<engine::AppliedRepair>& repairs)
{
    if (match.remedy.kind == RemedyKind::handled) return false;
    bool read_otherwise = match.remedy.kind == RemedyKind::reread || match.remedy.kind == RemedyKind::map_column;
    return !read_otherwise || std::ranges::none_of(repairs, [&](const engine::AppliedRepair& repair) {
        return repair.error == match.error && repair.column == match.column;
    });
}

bool still_shows(const std::vector<engine::KnownErrorMatch>& matches, const std::vector<engine::AppliedRepair>& repairs,
                 const Remedy& remedy)
{
    return std::ranges::any_of(matches, [&](const engine::KnownErrorMatch& match) {
        return match.error == remedy.known_error && match.column == remedy.column && still_there(match, repairs);
    });
}

bool changes_few(std::int64_t changed, std::int64_t rows) { return changed <= most_changed || changed * 5 <= rows; }
} // namespace incidents

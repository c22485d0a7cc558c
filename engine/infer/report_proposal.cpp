#include "engine/infer/report_proposal.hpp"
#include "engine/names/names.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::size_t most_sections = 3, most_extra = 3; // figures beside rows and their share

bool is_number(const Field& field) { return field.type == FieldType::integer || field.type == FieldType::number; }

bool has_word(const std::string& name, std::initializer_list<std::string_view> words)
{
    auto text = "_" + name + "_";
    return std::ranges::any_of(words, [&](auto word) { return text.contains("_" + std::string(word) + "_"); });
}

std::string quoted(std::string_view text)
{
    std::string out = "'";
    for (char c : text) out += c == '\'' ? "''" : std::string(1, c);
    return out + "'";
}

class Proposing
{
public:
    explicit Proposing(const Schema& schema) : schema_(schema) {}

    ReportLayout run()
    {
        out_.what_changed = !schema_.primary_key.empty();
        out_.figures = {{MeasureKind::count}};
        find_attendance();
        find_numbers();
        std::vector<std::string> group_by;
        for (const auto& field : schema_.fields)
            if (is_groupable(field) && group_by.size() < most_sections) group_by.push_back(field.name);
        for (const auto& column : group_by) add_section(column);
        for (const auto& mark : marks_)
            if (out_.sections.size() <= most_sections)
                out_.sections.push_back(
                    {.by = {mark->name}, .bands = "10", .show = {{MeasureKind::count}, {MeasureKind::share}}});
        out_.sections.push_back({.lists_rows = true});
        for (auto& measure : extra_)
            if (out_.figures.size() < most_figures) out_.figures.push_back(measure);
        return std::move(out_);
    }

private:
    static bool is_groupable(const Field& field)
    {
        auto meaning = meaning_of(field.name);
        if (field.personal || meaning.personal || meaning.sensitive) return false;
        bool is_class = has_word(field.name, {"form", "class", "year", "house", "subject", "course", "section"}) &&
                        !has_word(field.name, {"date", "day", "start", "end"}) && !meaning.id &&
                        (field.type == FieldType::string || field.type == FieldType::integer);
        return field.constraints.allowed.size() > 1 || is_class;
    }

    // A column of words that has one for being there and one for not.
    void find_attendance()
    {
        for (const auto& field : schema_.fields) {
            std::string there;
            bool has_present = false, has_absent = false;
            for (const auto& word : field.constraints.allowed) {
                auto folded = fold(word);
                has_present = has_present || folded == "present";
                has_absent = has_absent || folded == "absent";
                if (folded == "present" || folded == "late") there += (there.empty() ? "" : ", ") + quoted(word);
            }
            if (!has_present || !has_absent) continue;
            extra_.push_back({MeasureKind::rate, fmt::format("{} IN ({})", field.name, there), "", "Attendance"});
            status_ = field.name;
            return;
        }
    }

    void find_numbers()
    {
        const Field *paid = nullptr, *due = nullptr;
        for (const auto& field : schema_.fields) {
            if (!is_number(field) || !field.bare_number) continue;
            auto meaning = meaning_of(field.name);
            if (meaning.amount) {
                out_.totals.push_back(field.name);
                extra_.push_back({MeasureKind::sum, field.name});
                bool is_money = meaning.is_protected && !meaning.mark && field.type == FieldType::number;
                if (is_money) out_.money.push_back(field.name);
                if (has_word(field.name, {"paid"}))
                    paid = &field;
                else if (is_money && !due)
                    due = &field;
            }
            if (!meaning.mark) continue;
            extra_.push_back({MeasureKind::mean, field.name});
            if (field.constraints.maximum) marks_.push_back(&field);
        }
        if (paid && due) extra_.push_back({MeasureKind::rate, paid->name, due->name});
    }

    void add_section(const std::string& column)
    {
        Section section;
        section.by = {column};
        section.show = {{MeasureKind::count}, {MeasureKind::share}};
        for (const auto& measure : extra_) {
            bool is_of_itself = measure.is_condition() && column == status_;
            if (!is_of_itself && section.show.size() < most_extra + 2) section.show.push_back(measure);
        }
        out_.sections.push_back(std::move(section));
    }

    const Schema& schema_;
    ReportLayout out_;
    std::vector<Measure> extra_;
    std::vector<const Field*> marks_;
    std::string status_;
};
} // namespace

ReportLayout proposed_report(const Schema& schema) { return Proposing(schema).run(); }
} // namespace engine

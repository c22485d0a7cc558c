#include "examples/demo-school/generator/feeds.hpp"
#include "examples/demo-school/generator/random.hpp"
#include <fmt/format.h>

namespace demo_school
{
namespace
{
constexpr std::string_view subjects[][2] = {
    {"MAT", "Mathematics"}, {"ENG", "English"}, {"SCI", "Science"}, {"HIS", "History"}, {"FRA", "Français"}};

std::string_view grade(int half_marks)
{
    constexpr std::string_view grades[] = {"U", "U", "U", "E", "D", "C", "B", "A", "A", "A", "A"};
    return grades[static_cast<std::size_t>(half_marks / 20)];
}
} // namespace

// Marks as a CSV with a heading of three rows and a totals row; absent candidates have ABS for a mark.
DemoFile exams(const std::vector<Student>& students, const Week& week)
{
    Random random(week.second ? 0xe802 : 0xe801);
    std::vector<Row> rows;
    int listed = 0, half_marks = 0;
    for (const Student& student : students) {
        if (!student.stays() || student.year < 10 || ++listed > 88) continue;
        for (std::size_t subject = 0; subject < std::size(subjects); ++subject) {
            Day day = week.day(static_cast<int>(subject));
            int mark = 50 + static_cast<int>(random.below(151));
            bool absent = random.chance(3);
            if (!absent) half_marks += mark;
            rows.push_back({{student.id, student.name, subjects[subject][random.chance(70) ? 0 : 1], "1",
                             random.chance(40) ? dotted(day) : slashed(day),
                             absent ? "ABS" : fmt::format("{}{}", mark / 2, mark % 2 ? ".5" : ""),
                             absent ? "" : grade(mark), fmt::format("Hall {}", 1 + random.below(3))}});
        }
    }
    Deck deck(rows.size(), random);
    auto hold_back = [&](std::size_t count, std::size_t column, auto value) {
        std::size_t n = 0;
        for (auto place : deck.deal(count)) {
            rows[place].cells[column] = value(n++);
            rows[place].fate = Fate::held_back;
        }
    };
    for (auto place : deck.deal(30)) rows[place].cells[0] = without_zeros(rows[place].cells[0].text);
    for (auto place : deck.deal(25)) rows[place].cells[2].text += " ";
    for (auto place : deck.deal(20))
        for (char& letter : rows[place].cells[6].text) letter = static_cast<char>(letter | 0x20);
    hold_back(week.second ? 4 : 3, 5, [](std::size_t n) { return Cell(std::to_string(101 + 3 * n)); });
    hold_back(week.second ? 3 : 1, 2, [](std::size_t) { return Cell("Mathmatics"); });
    hold_back(1, 4, [](std::size_t) { return Cell("31.11.2026"); });
    if (week.second) hold_back(2, 0, [](std::size_t n) { return Cell(fmt::format("88000020{}", n + 1)); });
    repeat_rows(rows, deck.deal(3));

    DemoFile file{"exam-results-weekly", "exams", fmt::format("exams-{}.csv", week.key), true, {}};
    file.ignored({"Northfield Demo School", "", "", "", "", "", "", ""});
    file.ignored({fmt::format("Exam results {}", week.key), "", "", "", "", "", "", ""});
    file.blank();
    file.ignored({"Student ID", "Candidate name", "Subject", "Paper", "Exam date", "Mark", "Grade", "Room"});
    file.rows.insert(file.rows.end(), rows.begin(), rows.end());
    file.ignored({"Total", "", "", "", "", fmt::format("{}", half_marks / 2), "", ""});
    return file;
}
} // namespace demo_school

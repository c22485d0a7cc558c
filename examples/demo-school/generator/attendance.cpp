#include "examples/demo-school/generator/feeds.hpp"
#include "examples/demo-school/generator/random.hpp"
#include <fmt/format.h>

namespace demo_school
{
namespace
{
constexpr std::string_view notes[] = {"Dentist",
                                      "Bus was late",
                                      "Music lesson",
                                      "Family called:\nback on Thursday",
                                      "Told \"the usual\" reason",
                                      "Sports day, county team",
                                      "Överslept",
                                      "Phoned home\nno answer\nletter sent"};
constexpr std::string_view misspelt[] = {"Presnt", "Abscent", "Lte", "present?", "P/A", "Excusd"};

Row register_entry(const Student& student, const Week& week, int weekday, bool afternoon, Random& random)
{
    std::string status = "P", minutes, note;
    switch (random.below(25)) {
    case 0:
        status = "A";
        break;
    case 1:
        status = "L";
        break;
    case 2:
        status = random.chance(50) ? "E" : "Present";
        break;
    default:
        break;
    }
    if (status == "L") minutes = std::to_string(3 + random.below(40));
    if (status != "P" && random.chance(60)) note = random.pick(notes);
    // Tutors of B and D forms use the other register, which writes dates the other way.
    Day day = week.day(weekday);
    std::string date = student.form.back() == 'B' || student.form.back() == 'D' ? iso(day) : slashed(day);
    return {{student.id, student.name, date, afternoon ? "PM" : "AM", status, minutes, note,
             fmt::format("Tutor {}", student.form)}};
}
} // namespace

// Two registers a day as one CSV: codes and words for the status, two ways to write a date, notes with line ends.
DemoFile attendance(const std::vector<Student>& students, const Week& week)
{
    Random random(week.second ? 0xa702 : 0xa701);
    std::vector<Row> rows;
    int listed = 0;
    for (const Student& student : students) {
        if (!student.stays() || ++listed > 112) continue;
        for (int weekday = 0; weekday < 5; ++weekday)
            for (bool afternoon : {false, true})
                rows.push_back(register_entry(student, week, weekday, afternoon, random));
    }
    Deck deck(rows.size(), random);
    auto hold_back = [&](std::size_t count, std::size_t column, auto value) {
        std::size_t n = 0;
        for (auto place : deck.deal(count)) {
            rows[place].cells[column] = value(n++);
            rows[place].fate = Fate::held_back;
        }
    };
    for (auto place : deck.deal(90)) rows[place].cells[0] = without_zeros(rows[place].cells[0].text);
    for (auto place : deck.deal(60)) rows[place].cells[4].text += " ";
    hold_back(week.second ? 6 : 5, 4, [](std::size_t n) { return Cell(misspelt[n % std::size(misspelt)]); });
    hold_back(week.second ? 3 : 2, 2, [](std::size_t) { return Cell("31/11/2026"); });
    hold_back(2, 5, [](std::size_t n) { return Cell(n ? "-5" : "900"); });
    if (week.second) hold_back(3, 0, [](std::size_t n) { return Cell(fmt::format("88000000{}", n + 1)); });
    repeat_rows(rows, deck.deal(week.second ? 6 : 4));

    DemoFile file{"attendance-weekly", "attendance", fmt::format("attendance-{}.csv", week.key), true, {}};
    file.ignored({"SID", "Student", "Date", "Session", "Status", "Mins late", "Notes", "Tutor"});
    file.rows.insert(file.rows.end(), rows.begin(), rows.end());
    return file;
}
} // namespace demo_school

#include "examples/demo-school/generator/feeds.hpp"
#include "examples/demo-school/generator/random.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace demo_school
{
std::string without_zeros(const std::string& id) { return id.substr(id.find_first_not_of('0')); }

void repeat_rows(std::vector<Row>& rows, std::vector<std::size_t> places)
{
    std::ranges::sort(places, std::greater{});
    for (std::size_t place : places) {
        Row again = rows[place];
        again.fate = Fate::duplicate;
        rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(std::min(place + 3, rows.size())), std::move(again));
    }
}

// The whole roll as a workbook: ids kept as numbers that show their zeros, some typed by hand without them; real dates.
DemoFile admissions(const std::vector<Student>& students, const Week& week)
{
    Random random(week.second ? 0xad02 : 0xad01);
    std::vector<Row> rows;
    std::vector<Row> doubtful; // of students in one of the two files only, so that no other file misses them
    for (const Student& student : students) {
        if (!student.on_roll(week)) continue;
        // A form changes between the weeks for a few.
        bool moved = week.second && student.stays() && std::stoi(student.id.substr(4)) % 61 == 0;
        std::string form = moved ? fmt::format("{}D", student.year) : student.form;
        auto& into = student.stays() || doubtful.size() == (week.second ? 5 : 6) ? rows : doubtful;
        into.push_back(
            {{Cell::number(std::stod(student.id), "000000000"), student.name, Cell::number(student.year, "0"), form,
              Cell::date(student.born, "dd/mm/yyyy"), Cell::date(student.joined, "yyyy-mm-dd"), student.email,
              fmt::format("Route {}", 1 + random.below(6))}});
    }
    Deck deck(rows.size(), random);
    for (auto place : deck.deal(28))
        rows[place].cells[0] = without_zeros(fmt::format("{:09.0f}", rows[place].cells[0].value));
    for (auto place : deck.deal(20)) rows[place].cells[1].text += "  ";
    for (auto place : deck.deal(35)) rows[place].cells[2] = fmt::format("Yr {}", rows[place].cells[2].value);
    for (auto place : deck.deal(30)) rows[place].cells[4] = dotted(rows[place].cells[4].day);
    auto on_roll = rows.size() + doubtful.size();
    repeat_rows(rows, deck.deal(4));
    for (std::size_t i = 0; i < doubtful.size(); ++i) {
        if (i < 3)
            doubtful[i].cells[6] = "ask at the desk";
        else if (i < 5)
            doubtful[i].cells[4] = "31/02/2012";
        else
            doubtful[i].cells[1] = "";
        doubtful[i].fate = Fate::held_back;
        rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(random.below(rows.size())), std::move(doubtful[i]));
    }

    DemoFile file{"admissions-roster", "admissions", fmt::format("admissions-{}.xlsx", week.key), false, {}};
    file.ignored({"Northfield Demo School: students on roll"});
    file.ignored({fmt::format("Printed {} by the admissions desk", slashed(week.day(3)))});
    file.blank();
    file.ignored({"Adm No", "Student name", "Yr", "Form", "Date of birth", "Joined on", "Family e-mail", "Bus route"});
    file.rows.insert(file.rows.end(), rows.begin(), rows.end());
    file.blank();
    file.ignored({"Total", Cell::number(static_cast<double>(on_roll), "0")});
    return file;
}
} // namespace demo_school

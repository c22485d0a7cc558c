#include "examples/demo-school/generator/feeds.hpp"
#include "examples/demo-school/generator/random.hpp"
#include <fmt/format.h>

namespace demo_school
{
namespace
{
constexpr std::string_view books[] = {"The Tin Lighthouse",      "Maps & Other Lies", "Rivers of the North",
                                      "A Field Guide to Clouds", "Señora Luna",       "The Clockmaker's Cat",
                                      "Algebra, gently",         "Salt <and> Iron",   "Om natten",
                                      "Seven Small Planets",     "小さな庭",          "The Last Tram Home"};
}

// Loans as a workbook: copy numbers and ids as numbers shown with their zeros, real dates, "out" for what is not back.
DemoFile library(const std::vector<Student>& students, const Week& week)
{
    Random random(week.second ? 0x1b02 : 0x1b01);
    std::vector<Row> rows;
    int copy = 12;
    for (const Student& student : students) {
        if (!student.stays() || random.below(100) >= 55) continue;
        copy += 1 + static_cast<int>(random.below(40));
        Day lent = week.day(static_cast<int>(random.below(5)));
        auto due = Day{std::chrono::sys_days{lent} + std::chrono::days{14}};
        Cell returned = random.chance(60) ? Cell("out") : Cell::date(week.day(4), "dd/mm/yyyy");
        rows.push_back(
            {{Cell::number(copy, "00000"), random.pick(books), Cell::number(std::stod(student.id), "000000000"),
              Cell::date(lent, "dd/mm/yyyy"), Cell::date(due, "d mmm yyyy"), returned, student.form}});
    }
    Deck deck(rows.size(), random);
    auto hold_back = [&](std::size_t count, std::size_t column, const Cell& value) {
        for (auto place : deck.deal(count)) {
            rows[place].cells[column] = value;
            rows[place].fate = Fate::held_back;
        }
    };
    for (auto place : deck.deal(25))
        rows[place].cells[2] = without_zeros(fmt::format("{:09.0f}", rows[place].cells[2].value));
    for (auto place : deck.deal(15)) rows[place].cells[1].text += " ";
    for (auto place : deck.deal(12)) rows[place].cells[3] = slashed(rows[place].cells[3].day);
    hold_back(2, 2, "staff");
    hold_back(1, 1, "");
    hold_back(week.second ? 2 : 1, 3, "30/02/2026");
    if (week.second)
        for (int n = 1; n <= 3; ++n) hold_back(1, 2, Cell::number(880'000'100 + n, "000000000"));
    repeat_rows(rows, deck.deal(3));

    DemoFile file{"library-loans-weekly", "library", fmt::format("library-{}.xlsx", week.key), true, {}};
    file.ignored({fmt::format("Library loans, week {}", week.key.substr(6))});
    file.blank();
    file.ignored({"Barcode", "Title", "Borrower", "Lent on", "Due back", "Returned on", "Form"});
    file.rows.insert(file.rows.end(), rows.begin(), rows.end());
    return file;
}
} // namespace demo_school

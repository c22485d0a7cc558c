#include "examples/demo-school/generator/feeds.hpp"
#include "examples/demo-school/generator/random.hpp"
#include <fmt/format.h>

namespace demo_school
{
namespace
{
constexpr std::string_view books[] = {
    "The Tin Lighthouse", "Rivers of the North",  "A Field Guide to Clouds of the Temperate Zones",
    "Señora Luna",        "The Clockmaker's Cat", "Seven Small Planets and How to Find Them"};

std::string money(int pence) { return fmt::format("{}.{:02}", pence / 100, pence % 100); }
} // namespace

// The library program prints its list of overdue books and cannot export it: a table over several pages whose head is
// there again on each, long titles on two lines, "waived" for a fine that nobody has to pay, and a totals row.
DemoFile overdue(const std::vector<Student>& students, const Week& week)
{
    Random random(week.second ? 0x0d02 : 0x0d01);
    std::vector<Row> rows;
    int copy = 900, total = 0;
    for (const Student& student : students) {
        if (!student.stays() || random.below(100) >= 17) continue;
        copy += 1 + static_cast<int>(random.below(90));
        int weeks_late = 1 + static_cast<int>(random.below(9));
        auto due = Day{std::chrono::sys_days{week.monday} - std::chrono::days{7 * weeks_late}};
        bool waived = random.chance(8);
        if (!waived) total += 25 * weeks_late;
        rows.push_back({{student.id, student.family, student.form, fmt::format("{:05}", copy), random.pick(books),
                         dotted(due), std::to_string(weeks_late), waived ? "waived" : money(25 * weeks_late)}});
    }
    Deck deck(rows.size(), random);
    auto hold_back = [&](std::size_t count, std::size_t column, std::string_view value) {
        for (auto place : deck.deal(count)) {
            rows[place].cells[column] = value;
            rows[place].fate = Fate::held_back;
        }
    };
    for (auto place : deck.deal(9)) rows[place].cells[0] = without_zeros(rows[place].cells[0].text);
    hold_back(1, 5, "31.09.2026");
    if (week.second) hold_back(2, 0, "880000301");
    repeat_rows(rows, deck.deal(2));

    DemoFile file{"overdue-books-weekly", "library", fmt::format("overdue-{}.pdf", week.key), true, {}};
    file.ignored({"Student ID", "Borrower", "Form", "Copy", "Title", "Due back", "Weeks late", "Fine"});
    file.rows.insert(file.rows.end(), rows.begin(), rows.end());
    file.ignored({"Total", "", "", "", "", "", "", money(total)});
    return file;
}
} // namespace demo_school

#include "examples/demo-school/generator/feeds.hpp"
#include "examples/demo-school/generator/random.hpp"
#include <fmt/format.h>

namespace demo_school
{
namespace
{
constexpr std::string_view fee_types[] = {"TUI", "TUI", "LUN", "Trip", "MUS", "Music"};

std::string amount(int cents)
{
    std::string whole = std::to_string(cents / 100);
    if (whole.size() > 3) whole.insert(whole.size() - 3, ".");
    return fmt::format("{},{:02}", whole, cents % 100);
}
} // namespace

// A finance program's export: semicolons, windows-1252, decimal commas, a heading, a totals row. In the second week the
// office has begun to charge for buses and the rules do not know it yet: too many rows are bad, so the file is held.
DemoFile fees(const std::vector<Student>& students, const Week& week)
{
    Random random(week.second ? 0xfe02 : 0xfe01);
    std::vector<Row> rows;
    int total = 0, total_paid = 0;
    int number = week.second ? 4700 : 4100;
    for (const Student& student : students) {
        if (!student.stays() || random.below(100) >= 75) continue;
        int charged = 500 * static_cast<int>(3 + random.below(60)) + (random.chance(20) ? 145'000 : 0);
        bool paid = random.chance(70);
        total += charged;
        total_paid += paid ? charged : 0;
        Day due = week.day(4);
        rows.push_back(
            {{fmt::format("NF-{:06}", ++number), student.id, student.family, random.pick(fee_types),
              random.chance(30) ? slashed(due) : dotted(due), amount(charged), paid ? amount(charged) : "-"}});
    }
    Deck deck(rows.size(), random);
    auto hold_back = [&](std::size_t count, std::size_t column, std::string_view value) {
        for (auto place : deck.deal(count)) {
            rows[place].cells[column] = value;
            rows[place].fate = Fate::held_back;
        }
    };
    for (auto place : deck.deal(40)) rows[place].cells[1] = without_zeros(rows[place].cells[1].text);
    for (auto place : deck.deal(25)) rows[place].cells[3].text += "  ";
    for (auto place : deck.deal(2)) rows[place].cells[6] = "19.999,00"; // more than the amount: please look
    hold_back(week.second ? 31 : 0, 3, "BUS");
    hold_back(week.second ? 8 : 2, 1, "");
    hold_back(week.second ? 4 : 2, 5, "see letter");
    hold_back(week.second ? 0 : 1, 0, "NF 4711");
    repeat_rows(rows, deck.deal(3));

    DemoFile file{"fees-weekly", "fees", fmt::format("fees-{}.csv", week.key), true, {}};
    file.ignored({fmt::format("Fees ledger – {} – amounts in €", week.key), "", "", "", "", "", ""});
    file.blank();
    file.ignored({"Invoice No", "Adm No", "Paid by", "Fee type", "Due date", "Amount", "Paid"});
    file.rows.insert(file.rows.end(), rows.begin(), rows.end());
    file.ignored({"Total", "", "", "", "", amount(total), amount(total_paid)});
    return file;
}
} // namespace demo_school

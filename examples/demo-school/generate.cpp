// Writes the demo school's files of two consecutive weeks and manifest.json, which says what becomes of each.
// Usage: demo_school_files FOLDER (examples/demo-school). Nothing here depends on the time or the machine.
#include "examples/demo-school/generator/feeds.hpp"
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>

namespace demo_school
{
namespace
{
constexpr Week weeks[] = {
    {"2026-W46", Day{std::chrono::year{2026} / 11 / 9}, false},
    {"2026-W47", Day{std::chrono::year{2026} / 11 / 16}, true},
};

std::string manifest_entry(const DemoFile& file, const Week& week)
{
    Ledger ledger = file.ledger();
    // The limit for bad rows is 5 % in every contract.
    auto judged = ledger.passed + ledger.held_back;
    std::string_view verdict = ledger.held_back * 20 > judged ? "hold" : "publish";
    std::string period = file.has_period ? fmt::format("\"{}\"", week.key) : "null";
    return fmt::format(R"(    {{"feed": "{}", "week": "{}", "period": {}, "file": "files/{}/{}",
     "uploader": "clerk.{}@northfield.test", "verdict": "{}",
     "ledger": {{"in": {}, "passed": {}, "fixed": 0, "held_back": {}, "duplicate": {}, "ignored": {}}}}})",
                       file.feed, week.key, period, week.key, file.name, file.department, verdict, ledger.in(),
                       ledger.passed, ledger.held_back, ledger.duplicate, ledger.ignored);
}

constexpr std::string_view manifest_head = R"({
  "school": "Northfield Demo School",
  "departments": [
    {"key": "admissions", "name": "Admissions"},
    {"key": "attendance", "name": "Attendance"},
    {"key": "fees", "name": "Fees"},
    {"key": "library", "name": "Library"},
    {"key": "exams", "name": "Exams"}
  ],
  "contracts": [
    "contracts/admissions-roster.yaml",
    "contracts/attendance-weekly.yaml",
    "contracts/fees-weekly.yaml",
    "contracts/library-loans-weekly.yaml",
    "contracts/exam-results-weekly.yaml",
    "contracts/overdue-books-weekly.yaml"
  ],
  "layouts": [
    {"feed": "overdue-books-weekly", "seen_by": "clerk.library@northfield.test",
     "header": ["Student ID", "Borrower", "Form", "Copy", "Title", "Due back", "Weeks late", "Fine"]}
  ],
  "uploads": [
)";

void generate(const std::filesystem::path& folder)
{
    const auto everyone = students();
    std::string entries;
    for (const Week& week : weeks) {
        auto place = folder / "files" / week.key;
        std::filesystem::create_directories(place);
        auto note = [&](const DemoFile& file) {
            if (!entries.empty()) entries += ",\n";
            entries += manifest_entry(file, week);
            return place / file.name;
        };
        auto roster = admissions(everyone, week);
        write_xlsx(note(roster), roster, {"Roll", "Lookups", {12, 26, 7, 7, 14, 12, 32, 10}, !week.second});
        auto registers = attendance(everyone, week);
        write_csv(note(registers), registers, {',', "\r\n", true, false});
        auto ledger = fees(everyone, week);
        write_csv(note(ledger), ledger, {';', "\r\n", false, true});
        auto loans = library(everyone, week);
        write_xlsx(note(loans), loans, {"Loans", "Old loans", {9, 26, 12, 12, 14, 12, 7}, week.second});
        auto results = exams(everyone, week);
        write_csv(note(results), results, {week.second ? '\t' : ',', "\n", false, false});
        auto late = overdue(everyone, week);
        write_pdf(note(late), late,
                  {fmt::format("Overdue books, week {}", week.key.substr(6)), {11, 14, 6, 7, 26, 11, 10, 8}});
    }
    std::ofstream(folder / "manifest.json") << manifest_head << entries << "\n  ]\n}\n";
}
} // namespace
} // namespace demo_school

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "Usage: demo_school_files FOLDER, where FOLDER is examples/demo-school\n";
        return 2;
    }
    try {
        demo_school::generate(argv[1]);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
    return 0;
}

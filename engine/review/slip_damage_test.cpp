// Whatever happens to a correction sheet on its way, no cell of the file is corrected that nobody corrected.
#include "engine/review/slip_for_tests.hpp"
#include "engine/table/unreadable.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <random>
#include <set>

using namespace engine;
using namespace engine::slip_tests;
using testing::HasSubstr;
using testing::IsEmpty;

namespace
{
const std::string rules = R"(feed: marks
schema:
  fields:
    - {name: id, constraints: {required: true, pattern: "[0-9]{6}"}}
    - {name: name, constraints: {required: true}}
    - {name: class, constraints: {enum: [7A, 7B, 8A]}}
    - {name: mark, type: integer, constraints: {minimum: 0, maximum: 100}}
  primaryKey: id
aliases: {id: [Adm No]}
limits: {bad_rows: 100%}
)";
constexpr std::size_t number = 4, code = 6; // columns of the slip behind those of the sender

const std::vector<std::string> names{"Şahin",     "Ada Brook", "Zoë Lund",  "Łukasz Nowak", "Grace Hall",
                                     "Özge Kaya", "Tom Reed",  "Ingrid Ås", "Čedo Horvat",  "Mia Stone"};

// Marks of 120 people, one row in four bad. Last week's file has the same people in another order.
std::string marks(unsigned week)
{
    std::mt19937 random(week);
    std::vector<int> order(120);
    for (int i = 0; i < 120; ++i) order[static_cast<std::size_t>(i)] = i;
    std::ranges::shuffle(order, random);
    Rows rows{{"Adm No", "Name", "Class", "Mark"}};
    for (int one : order) {
        auto& row = rows.emplace_back(
            std::vector<std::string>{fmt::format("{:06}", 1000 + one * 7),
                                     fmt::format("{} {}", names[static_cast<std::size_t>(one) % names.size()], one),
                                     one % 2 ? "7A" : "7B", std::to_string(random() % 90)});
        switch (random() % 16) {
        case 0:
            row[0] += "x";
            break;
        case 1:
            row[1] = "";
            break;
        case 2:
            row[2] = "9Z";
            break;
        case 3:
            row[3] = "-5";
            break;
        default:
            break;
        }
    }
    return csv_of(rows);
}

// What a person corrects: the wrong cell of some rows. By line and column.
using Wanted = std::map<std::pair<std::int64_t, std::string>, std::string>;
Wanted correct(Rows& rows, std::mt19937& random)
{
    Wanted wanted;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        auto& row = rows[i];
        if (random() % 3 == 0) continue;
        auto set = [&](std::size_t column, const char* field, std::string to) {
            wanted[{std::stoll(row[number]), field}] = to;
            row[column] = std::move(to);
        };
        if (row[0].ends_with('x'))
            set(0, "id", fmt::format("{:06}", 900000 + i));
        else if (row[1].empty())
            set(1, "name", fmt::format("Found {}", i));
        else if (row[2] == "9Z")
            set(2, "class", "8A");
        else if (row[3] == "-5")
            set(3, "mark", "5");
    }
    return wanted;
}

void sort_column(Rows& rows, std::size_t column)
{
    std::vector<std::string> cells;
    for (std::size_t i = 1; i < rows.size(); ++i) cells.push_back(rows[i][column]);
    std::ranges::sort(cells);
    for (std::size_t i = 1; i < rows.size(); ++i) rows[i][column] = cells[i - 1];
}

void drop_columns(Rows& rows, std::vector<std::size_t> columns)
{
    std::ranges::sort(columns, std::greater{});
    for (auto& row : rows)
        for (auto column : columns) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
}

Wanted of(const SlipMerge& merged)
{
    Wanted got;
    for (const auto& fix : merged.fixes) got[{fix.line, *fix.column}] = fix.to.value_or("");
    return got;
}

// As a spreadsheet program saves text in an encoding that lacks letters of it.
std::string as_question_marks(std::string text, const std::set<std::string>& kept)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        auto length = static_cast<unsigned char>(text[i]) < 0x80 ? 1U : 2U;
        auto letter = text.substr(i, length);
        out += length == 1 || kept.contains(letter) ? letter : "?";
        i += length;
    }
    return out;
}

class SlipDamage : public testing::TestWithParam<unsigned>
{
protected:
    Hub hub{rules, marks(GetParam())};
    std::mt19937 random{GetParam()};
    Rows sent = hub.slip();
};
} // namespace

TEST_P(SlipDamage, rows_sorted_deleted_and_added_join_exactly_what_was_corrected)
{
    auto rows = sent;
    auto wanted = correct(rows, random);
    std::shuffle(rows.begin() + 1, rows.end(), random);
    for (int i = 0; i < 5; ++i) {
        for (const auto& [cell, to] : Wanted(wanted))
            if (rows.back()[number] == std::to_string(cell.first)) wanted.erase(cell);
        rows.pop_back();
    }
    rows.push_back({"123456", "New One", "7A", "50", "", "", ""});
    auto merged = hub.merge(rows);
    EXPECT_EQ(of(merged), wanted);
    EXPECT_EQ(merged.left_out.size(), 1U);
    hub.accept(merged);
    EXPECT_THAT(hub.merge(rows).fixes, IsEmpty()) << "sent twice";
}

TEST_P(SlipDamage, without_the_code_rows_join_by_number_and_their_other_cells)
{
    auto rows = sent;
    auto wanted = correct(rows, random);
    drop_columns(rows, {code});
    EXPECT_EQ(of(hub.merge(rows)), wanted);
}

TEST_P(SlipDamage, without_code_and_number_rows_join_by_key_and_their_other_cells)
{
    auto rows = sent;
    auto wanted = correct(rows, random);
    std::erase_if(wanted, [](const auto& one) { return one.first.second == "id"; }); // no key, no way to find it
    std::shuffle(rows.begin() + 1, rows.end(), random);
    drop_columns(rows, {number, 5, code});
    EXPECT_EQ(of(hub.merge(rows)), wanted);
}

TEST_P(SlipDamage, any_columns_sorted_alone_correct_nothing)
{
    for (std::size_t first : {0U, 1U, 3U, 4U, 6U})
        for (std::size_t second : {0U, 1U, 2U}) {
            auto rows = sent;
            auto wanted = correct(rows, random);
            sort_column(rows, first);
            if (second != first) sort_column(rows, second);
            for (bool coded : {true, false}) {
                auto damaged = rows;
                if (!coded) drop_columns(damaged, {code});
                try {
                    for (const auto& [cell, to] : of(hub.merge(damaged))) {
                        auto found = wanted.find(cell);
                        ASSERT_TRUE(found != wanted.end() && found->second == to)
                            << "columns " << first << ", " << second << ": " << cell.second << " of " << cell.first;
                    }
                } catch (const Unreadable& refused) {
                    EXPECT_EQ(refused.code(), "sorted_columns") << refused.what();
                }
            }
        }
}

TEST_P(SlipDamage, columns_sorted_alone_and_rows_deleted_are_refused)
{
    auto rows = sent;
    sort_column(rows, 0);
    sort_column(rows, 1);
    rows.resize(1 + (rows.size() - 1) * 2 / 3);
    EXPECT_THROW(hub.merge(rows), Unreadable);
}

TEST_P(SlipDamage, last_weeks_sheet_corrects_nothing)
{
    Hub last_week(rules, marks(GetParam() + 1000));
    auto rows = last_week.slip();
    correct(rows, random);
    for (const auto& dropped : std::vector<std::vector<std::size_t>>{{}, {code}}) {
        auto damaged = rows;
        drop_columns(damaged, dropped);
        try {
            EXPECT_THAT(hub.merge(damaged).fixes, IsEmpty());
        } catch (const Unreadable& refused) {
            EXPECT_EQ(refused.code(), "sorted_columns") << refused.what();
        }
    }
}

TEST_P(SlipDamage, letters_lost_in_saving_are_refused_in_a_sentence)
{
    for (bool coded : {true, false}) {
        auto rows = sent;
        correct(rows, random);
        if (!coded) drop_columns(rows, {code});
        try {
            hub.merge_text(as_question_marks(csv_of(rows), {"ë", "Ö", "ö", "Å"})); // windows-1252 has these
            FAIL();
        } catch (const Unreadable& refused) {
            EXPECT_EQ(refused.code(), "lost_letters");
            EXPECT_THAT(refused.what(), HasSubstr("CSV UTF-8"));
        }
    }
}

TEST_P(SlipDamage, unchanged_it_says_nothing_new)
{
    for (const auto& dropped : std::vector<std::vector<std::size_t>>{{}, {code}, {number, 5, code}}) {
        auto rows = sent;
        drop_columns(rows, dropped);
        EXPECT_THAT(hub.merge(rows).fixes, IsEmpty());
    }
}

TEST_P(SlipDamage, zeros_eaten_by_a_spreadsheet_are_no_correction)
{
    auto rows = sent;
    auto wanted = correct(rows, random);
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i][0].starts_with("00")) rows[i][0].erase(0, rows[i][0].ends_with('x') ? 0 : 2);
    EXPECT_EQ(of(hub.merge(rows)), wanted);
}

INSTANTIATE_TEST_SUITE_P(Files, SlipDamage, testing::Range(1U, 13U));

TEST(SlipReturn, a_row_that_is_not_held_back_is_not_changed)
{
    Hub hub(rules, "Adm No,Name,Class,Mark\n000001,Ada,7A,5\n000002,Eve,9Z,6\n");
    auto rows = hub.slip();
    ASSERT_EQ(rows.size(), 2U);
    rows.push_back({"000001", "Adam", "7A", "5", "2", "", ""}); // a good row of the file, added by its number
    rows.push_back({"000001", "Ada", "8A", "5", "2", "", ""});
    auto merged = hub.merge(rows);
    EXPECT_THAT(merged.fixes, IsEmpty());
    EXPECT_EQ(merged.left_out.size(), 2U);
}

TEST(SlipReturn, cells_that_a_sheet_cannot_hold_as_they_are_come_back_unchanged)
{
    Hub hub(rules,
            "Adm No,Name,Class,Mark\n000001,\"Ada\r\nBrook\",9Z,5\n000002," + std::string(40'000, 'e') + ",9Z,6\n");
    hub.prepared();
    MemorySource sheet(hub.outputs["slip.xlsx"].text);
    auto merged = merge_slip(hub.job, sheet, "slip.xlsx");
    EXPECT_THAT(merged.fixes, IsEmpty());
    EXPECT_EQ(merged.unchanged, 2);
    auto rows = hub.slip();
    rows[1][1] = "Ada\nBrook";
    EXPECT_THAT(hub.merge(rows).fixes, IsEmpty());
}

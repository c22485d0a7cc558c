#include "engine/expression/expression.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::HasSubstr;

const ExpressionColumn columns[] = {{"status", ExpressionKind::text},
                                    {"minutes", ExpressionKind::number},
                                    {"day", ExpressionKind::moment},
                                    {"paid", ExpressionKind::boolean}};

// What an expression says of the row Absent, 30, 2026-11-30, true: “true”, “false” or “unknown”; of a row of nulls
// where asked.
std::string says(std::string_view sql, bool nulls = false)
{
    std::uint8_t known = !nulls;
    Vector status{ExpressionKind::text, {known}, {}, {}, {"Absent"}};
    Vector minutes{ExpressionKind::number, {known}, {}, {30}, {}};
    Vector day{ExpressionKind::moment, {known}, {}, {}, {"2026-11-30"}};
    Vector paid{ExpressionKind::boolean, {known}, {1}, {}, {}};
    const Vector* row[] = {&status, &minutes, &day, &paid};
    auto expression = Expression::compile(sql, columns);
    const auto& out = expression.evaluate(row, 1);
    return !out.valid[0] ? "unknown" : out.truth[0] ? "true" : "false";
}

struct Said {
    std::string sql, answer;
};
class ExpressionSays : public testing::TestWithParam<Said>
{
};
TEST_P(ExpressionSays, what_sql_says) { EXPECT_EQ(says(GetParam().sql), GetParam().answer) << GetParam().sql; }
INSTANTIATE_TEST_SUITE_P(
    Expression, ExpressionSays,
    testing::Values(Said{"status <> 'Absent' OR minutes = 0", "false"},
                    Said{"status = 'Absent' and MINUTES = 30", "true"}, Said{"minutes + 2 * 3 = 36", "true"},
                    Said{"(minutes + 2) * 3 = 96", "true"}, Said{"minutes - 10 - 5 = 15", "true"},
                    Said{"-minutes < 0", "true"}, Said{"minutes % 7 = 2", "true"}, Said{"minutes / 60.0 = 0.5", "true"},
                    Said{"minutes / 0 = 1", "unknown"}, Said{"minutes BETWEEN 30 AND 40", "true"},
                    Said{"minutes NOT BETWEEN 30 AND 40", "false"}, Said{"status IN ('Present', 'Absent')", "true"},
                    Said{"status NOT IN ('Present')", "true"}, Said{"status LIKE 'A%t'", "true"},
                    Said{"status LIKE 'A_sent'", "true"}, Said{"status LIKE 'a%'", "false"},
                    Said{"status ILIKE 'a%'", "true"}, Said{"status IS NULL", "false"},
                    Said{"status IS NOT NULL", "true"}, Said{"NOT paid", "false"}, Said{"paid = TRUE", "true"},
                    Said{"day >= '2026-09-01' AND day < DATE '2027-01-01'", "true"},
                    Said{"status || '!' = 'Absent!'", "true"}, Said{"lower(status) = 'absent'", "true"},
                    Said{"upper(status) = 'ABSENT'", "true"}, Said{"length(status) = 6", "true"},
                    Said{"substr(status, 2, 3) = 'bse'", "true"}, Said{"substring(status, -2) = 'nt'", "true"},
                    Said{"starts_with(status, 'Ab')", "true"}, Said{"ends_with(status, 'nt')", "true"},
                    Said{"contains(status, 'sen')", "true"}, Said{"trim('  x ') = 'x'", "true"},
                    Said{"abs(0 - minutes) = 30", "true"}, Said{"round(minutes / 7, 1) = 4.3", "true"},
                    Said{"coalesce(NULL, minutes) = 30", "true"}, Said{"NULL = 1", "unknown"},
                    Said{"NULL IS NULL", "true"},
                    Said{"CASE WHEN status = 'Absent' THEN minutes = 0 ELSE TRUE END", "false"},
                    Said{"CASE WHEN status = 'Late' THEN 1 WHEN paid THEN 2 END = 2", "true"},
                    Said{"\"status\" = 'Absent'", "true"}, Said{"'it''s' = 'it''s'", "true"},
                    Said{"1e2 = 100 AND .5 = 0.5", "true"}));

TEST(Expression, unknown_stays_unknown_unless_the_other_side_decides)
{
    EXPECT_EQ(says("minutes = 0", true), "unknown");
    EXPECT_EQ(says("NOT minutes = 0", true), "unknown");
    EXPECT_EQ(says("minutes = 0 OR TRUE", true), "true");
    EXPECT_EQ(says("minutes = 0 OR FALSE", true), "unknown");
    EXPECT_EQ(says("minutes = 0 AND FALSE", true), "false");
    EXPECT_EQ(says("minutes = 0 AND TRUE", true), "unknown");
    EXPECT_EQ(says("status IN ('a', NULL)"), "unknown");
    EXPECT_EQ(says("status NOT IN ('Absent', NULL)"), "false");
    EXPECT_EQ(says("CASE WHEN minutes > 0 THEN FALSE ELSE TRUE END", true), "true");
}

TEST(Expression, evaluates_many_rows_and_then_fewer)
{
    auto expression = Expression::compile("minutes > 1 AND status LIKE '%x'", columns);
    for (std::size_t rows : {5u, 2u, 7u}) {
        Vector status{ExpressionKind::text,
                      std::vector<std::uint8_t>(rows, 1),
                      {},
                      {},
                      std::vector<std::string_view>(rows, "ax")};
        Vector minutes{ExpressionKind::number, std::vector<std::uint8_t>(rows, 1), {}, {}, {}};
        for (std::size_t row = 0; row < rows; ++row) minutes.number.push_back(static_cast<double>(row));
        const Vector* chunk[] = {&status, &minutes, nullptr, nullptr};
        const auto& out = expression.evaluate(chunk, rows);
        for (std::size_t row = 0; row < rows; ++row) EXPECT_EQ(out.truth[row], row > 1);
    }
    EXPECT_EQ(expression.reads(), (std::vector<std::size_t>{0, 1}));
}

struct Wrong {
    std::string sql, message;
    std::size_t offset;
};
class ExpressionRefuses : public testing::TestWithParam<Wrong>
{
};
TEST_P(ExpressionRefuses, at_the_place)
{
    try {
        Expression::compile(GetParam().sql, columns);
        FAIL() << GetParam().sql;
    } catch (const ExpressionError& error) {
        EXPECT_THAT(error.what(), HasSubstr(GetParam().message));
        EXPECT_EQ(error.offset(), GetParam().offset);
    }
}
INSTANTIATE_TEST_SUITE_P(
    Expression, ExpressionRefuses,
    testing::Values(Wrong{std::string(5000, '-') + "1 = 1", "the expression is too long", 4000},
                    Wrong{"minutes", "must be true or false, but this is a number", 7},
                    Wrong{"minits = 1", "“minits” is not a column", 0},
                    Wrong{"status = 1", "text and a number cannot be compared; write the number in single quotes", 10},
                    Wrong{"status = \"Absent\"", "write texts in single quotes", 9},
                    Wrong{"minutes = ", "it ends too early", 10},
                    Wrong{"minutes = 1 1", "“1” is not expected here", 12},
                    Wrong{"median(minutes) = 1", "the function median is not known; supported are", 0},
                    Wrong{"length(minutes) = 1", "value 1 of length(text) is a number, expected text", 0},
                    Wrong{"substr(status) = 'a'", "expected substr(text, from, length)", 0},
                    Wrong{"status = 'x", "has no end", 9}, Wrong{"minutes = 1; DROP", "“;” is not understood here", 11},
                    Wrong{"(minutes = 1", "expected )", 12}, Wrong{"status + 1 = 2", "+ or - needs numbers", 11},
                    Wrong{std::string(500, '(') + "paid", "nested too deep", 200}));
} // namespace
} // namespace engine

// An SQL expression of a contract, over two rows of four columns, the second of nulls.
#include "engine/expression/expression.hpp"
#include "tests/fuzz/fuzz.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace engine;
    static const ExpressionColumn columns[] = {{"status", ExpressionKind::text},
                                               {"minutes", ExpressionKind::number},
                                               {"day", ExpressionKind::moment},
                                               {"paid", ExpressionKind::boolean}};
    static const Vector status{ExpressionKind::text, {1, 0}, {}, {}, {"Absent", ""}};
    static const Vector minutes{ExpressionKind::number, {1, 0}, {}, {30, 0}, {}};
    static const Vector day{ExpressionKind::moment, {1, 0}, {}, {}, {"2026-11-30", ""}};
    static const Vector paid{ExpressionKind::boolean, {1, 0}, {1, 0}, {}, {}};
    static const Vector* const row[] = {&status, &minutes, &day, &paid};
    auto sql = fuzz::text(bytes, size);
    try {
        auto expression = Expression::compile(sql, columns);
        const auto& out = expression.evaluate(row, 2);
        fuzz::require(out.valid.size() >= 2 && out.truth.size() >= 2, "every row has an answer");
    } catch (const ExpressionError& wrong) {
        fuzz::require(wrong.offset() <= sql.size(), "an error lies in the expression");
    }
    return 0;
}

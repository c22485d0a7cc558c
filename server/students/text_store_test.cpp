#include "server/db/on_both_engines.hpp"
#include "server/students/text_store.hpp"
#include <set>

namespace students
{
namespace
{
struct TextStore : db::OnBothEngines {
    // Every column that holds text, as the engine says.
    std::set<std::string> columns()
    {
        static constexpr db::Sql of_sqlite = R"sql(
            SELECT m.name || '.' || c.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND UPPER(c.type) NOT IN ('INTEGER', 'BOOLEAN', 'REAL'))sql";
        static constexpr db::Sql of_postgres = R"sql(
            SELECT table_name || '.' || column_name AS name FROM information_schema.columns
             WHERE table_schema = 'public'
               AND data_type NOT IN ('bigint', 'integer', 'smallint', 'boolean', 'double precision', 'real'))sql";
        auto rows = database().read([&](db::Session& db) {
            return db.run(db::Query(db.engine() == db::Engine::sqlite ? of_sqlite : of_postgres));
        });
        std::set<std::string> found;
        for (std::size_t i = 0; i < rows.size(); ++i) found.insert(db::to_text(rows.cell(i, 0)));
        return found;
    }
};
ON_BOTH_ENGINES(TextStore);

TEST_P(TextStore, P1_every_column_that_holds_text_says_what_an_erasure_does_with_it)
{
    std::set<std::string> registered;
    for (const auto& column : text_columns())
        EXPECT_TRUE(registered.insert(std::string(column.table) + "." + std::string(column.column)).second);
    auto there = columns();
    for (const auto& name : there)
        EXPECT_TRUE(registered.contains(name))
            << name << " holds text and is not in server/students/text_columns.cpp or fixed_columns.cpp";
    for (const auto& name : registered) EXPECT_TRUE(there.contains(name)) << name << " is no column any more";
}
} // namespace
} // namespace students

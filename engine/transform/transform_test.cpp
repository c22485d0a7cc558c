#include "engine/publish/output.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/transform/transform.hpp"
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <random>

namespace engine
{
namespace
{
using testing::ElementsAre;
using testing::HasSubstr;

// Rules with every type, and a transform written as a block.
std::string rules(const std::string& sql)
{
    return "feed: club\n"
           "schema:\n"
           "  fields:\n"
           "    - {name: id, type: integer}\n"
           "    - {name: name}\n"
           "    - {name: day, type: date, title: Day of visit}\n"
           "    - {name: points, type: number}\n"
           "    - {name: ok, type: boolean}\n"
           "    - {name: at, type: datetime}\n"
           "    - {name: from, type: time}\n"
           "    - {name: year, type: year}\n"
           "  foreignKeys: [{fields: name, reference: {resource: team-list, fields: name}}]\n"
           "transform: " +
           sql + "\n";
}

constexpr auto passed = "id,name,day,points,ok,at,from,year\n"
                        "3,Zoe,2026-11-30,0.1,true,2026-11-30T14:05:00,08:30:00,2026\n"
                        "1,Ada,2026-11-01,0.2,false,2026-11-30T14:05:00+01:00,23:59:59.5,1999\n"
                        "2,'=Bo,,,,,,\n"
                        "9007199254740993,Zoe,0001-01-01,-5,,,,\n";

struct Made {
    explicit Made(const std::string& sql, std::map<std::string, const ByteSource*> references = {},
                  sql::Limits limits = {})
        : text(rules(sql)), contract(parse_contract(text, "club.yaml")),
          transform({contract, text, "club.yaml", std::move(references), limits})
    {
    }
    std::vector<std::string> rows(std::string_view csv = passed)
    {
        std::vector<std::string> lines;
        MemorySource source(csv);
        auto count = transform.run(
            source,
            [&](std::span<const std::string_view> cells) {
                std::string line;
                for (auto cell : cells)
                    line += (line.empty() ? "" : "|") + (cell.data() ? std::string(cell) : std::string("null"));
                lines.push_back(line);
            },
            [](double, std::int64_t) {});
        EXPECT_EQ(count, static_cast<std::int64_t>(lines.size()));
        return lines;
    }
    std::string text;
    Contract contract;
    Transform transform;
};

std::string refused(const std::string& sql)
{
    try {
        Made made(sql);
        made.rows();
        return "";
    } catch (const ContractErrors& errors) {
        return errors.what();
    }
}
} // namespace

TEST(Transform, every_type_goes_in_and_comes_out)
{
    Made made("SELECT * FROM data");
    EXPECT_THAT(made.rows(), ElementsAre("3|Zoe|2026-11-30|0.1|true|2026-11-30T14:05:00|08:30:00|2026",
                                         "1|Ada|2026-11-01|0.2|false|2026-11-30T13:05:00|23:59:59.5|1999",
                                         "2|=Bo|null|null|null|null|null|null",
                                         "9007199254740993|Zoe|0001-01-01|-5|null|null|null|null"));
    const auto& fields = made.transform.result().fields;
    EXPECT_EQ(fields[2].title, "Day of visit");
    EXPECT_EQ(fields[7].type, FieldType::year);
}

TEST(Transform, numbers_come_out_as_people_expect_them)
{
    Made made("SELECT sum(points) AS s, sum(id) AS big, 1.50 AS d, 7 / 2 AS half, id / 0 AS none, 1e300 AS huge, "
              "-0.5::DECIMAL(3,2) AS minus FROM data WHERE id < 3 OR name = 'Zoe' GROUP BY id, points HAVING id = 3");
    EXPECT_THAT(made.rows(), ElementsAre(HasSubstr("0.1|3|1.50|3.5|null|1000000")));
    EXPECT_THAT(Made("SELECT sum(points) AS s FROM data WHERE points > 0").rows(), ElementsAre("0.3"));
    EXPECT_THAT(Made("SELECT -0.5::DECIMAL(3,2) AS m, -170141183460469231731687303715884105727::HUGEINT AS h").rows(),
                ElementsAre("-0.50|-170141183460469231731687303715884105727"));
    EXPECT_EQ(Made("SELECT count(*) AS n FROM data").transform.result().fields[0].type, FieldType::integer);
}

TEST(Transform, rows_keep_the_order_of_the_file_unless_the_query_changes_it)
{
    EXPECT_THAT(Made("SELECT id FROM data WHERE id <> 1").rows(), ElementsAre("3", "2", "9007199254740993"));
    EXPECT_THAT(Made("SELECT id FROM data ORDER BY id DESC LIMIT 2").rows(), ElementsAre("9007199254740993", "3"));
    EXPECT_THAT(Made("SELECT name, count(*) AS n FROM data GROUP BY name; ").rows(),
                ElementsAre("=Bo|1", "Ada|1", "Zoe|2"));
    EXPECT_THAT(Made("WITH z AS (SELECT DISTINCT name FROM data) SELECT name FROM z").rows(),
                ElementsAre("=Bo", "Ada", "Zoe"));
}

TEST(Transform, other_feeds_are_tables_by_their_names)
{
    MemorySource teams("name,team,size\nZoe,Red,10\nAda,'-Blue,9\n");
    Made made("SELECT id, team, CAST(size AS INTEGER) + 1 AS size FROM data JOIN \"team-list\" USING (name)",
              {{"team-list", &teams}});
    EXPECT_THAT(made.rows(), ElementsAre("1|-Blue|10", "3|Red|11", "9007199254740993|Red|11"));
}

TEST(Transform, a_reference_that_is_not_at_hand_is_named)
{
    EXPECT_THAT(Made("SELECT team FROM \"team-list\"").transform.missing(), ElementsAre("team-list"));
    EXPECT_TRUE(Made("SELECT id FROM data").transform.missing().empty());
    MemorySource broken("");
    EXPECT_THROW(Made("SELECT 1 AS a", {{"team-list", &broken}}), Unreadable);
}

TEST(Transform, errors_point_into_the_query)
{
    EXPECT_THAT(refused("SELECT idd FROM data"), HasSubstr("club.yaml:13:19: transform: Referenced column \"idd\""));
    EXPECT_THAT(refused("\"SELECT 'é', idd FROM data\""), HasSubstr("club.yaml:13:25: transform: Referenced column"));
    EXPECT_THAT(refused("|\n  SELECT id\n  FROM dota"),
                HasSubstr("club.yaml:15:8: transform: there is no table dota here; it can read data"));
    EXPECT_THAT(refused(">-\n  SELECT id\n\n  FRM data"), HasSubstr("club.yaml:16:7: transform: syntax error"));
    EXPECT_THAT(refused("SELECT CAST(name AS INTEGER) AS n, count(*) AS c FROM data GROUP BY ALL"),
                HasSubstr("club.yaml:13:19: transform: Could not convert string"));
    EXPECT_THAT(refused("SELECT id AS a, name AS a FROM data"), HasSubstr("two columns are called a"));
    EXPECT_THAT(refused("SELECT [id] AS ids FROM data"), HasSubstr("the column ids is no text, number"));
    EXPECT_THAT(refused("SELECT DATE '9999-12-31' + 400 AS d"), HasSubstr("outside the years 1 to 9999"));
}

TEST(Transform, a_value_that_no_type_of_sql_holds_is_refused)
{
    Made made("SELECT id FROM data");
    EXPECT_THROW(made.rows("id,name,day,points,ok,at,from,year\n99999999999999999999,a,,,,,,\n"), ContractErrors);
}

TEST(Transform, one_select_and_nothing_else)
{
    for (const auto* sql :
         {"DROP VIEW data", "SELECT 1 AS a; SELECT 2 AS b", "INSERT INTO data VALUES (1)", "PRAGMA version",
          "SET threads=4", "ATTACH 'x.db'", "COPY data TO 'x.csv'", "CALL pragma_version()", "EXPLAIN SELECT 1 AS a",
          "DESCRIBE data", "SHOW TABLES", "INSTALL httpfs", "LOAD json", "CREATE TABLE t AS SELECT 1 AS a", "--"})
        EXPECT_THAT(refused(std::string("\"") + sql + "\""), HasSubstr("club.yaml:13:")) << sql;
}

TEST(Transform, no_files_no_settings_no_clock_and_no_chance)
{
    for (const auto* sql : {"SELECT * FROM 'x.csv'",
                            "SELECT * FROM read_csv('/etc/passwd')",
                            "SELECT * FROM read_text('/etc/passwd')",
                            "SELECT * FROM glob('/*')",
                            "SELECT * FROM duckdb_settings()",
                            "SELECT * FROM duckdb_tables",
                            "SELECT * FROM information_schema.tables",
                            "SELECT * FROM query('SELECT 1')",
                            "SELECT now() AS n",
                            "SELECT current_date AS d",
                            "SELECT CURRENT_TIMESTAMP AS d",
                            "SELECT random() AS r FROM data",
                            "SELECT id FROM data USING SAMPLE 1",
                            "SELECT id FROM data TABLESAMPLE 10%",
                            "SELECT uuid() AS u",
                            "SELECT current_setting('threads') AS t",
                            "SELECT age(day) AS a FROM data",
                            "SELECT current_localtimestamp() AS t",
                            "SELECT current_localtime() AS t",
                            "SELECT localtimestamp AS t",
                            "SELECT localtime AS t",
                            "SELECT today() - day AS d FROM data",
                            "SELECT pg_conf_load_time() AS t",
                            "SELECT pg_postmaster_start_time() AS t",
                            "SELECT id FROM data ORDER BY hash(id + random())",
                            "SELECT list_transform([1], x -> x + random()) [1] AS r",
                            "SELECT count(*) FILTER (WHERE random() > 0.5) AS n FROM data",
                            "SELECT sum(points * random()) OVER (ORDER BY id) AS s FROM data",
                            "WITH z AS (SELECT get_current_timestamp() AS t) SELECT t FROM z",
                            "SELECT id FROM data WHERE day < (SELECT current_date)",
                            "SELECT reservoir_quantile(points, 0.5) AS q FROM data",
                            "SELECT (SELECT max(value) FROM duckdb_settings()) AS s FROM data",
                            "SELECT version() AS v",
                            "SELECT getenv('HOME') AS h"})
        EXPECT_THAT(refused(std::string("\"") + sql + "\""), HasSubstr("club.yaml:13:")) << sql;
}

TEST(Transform, what_gives_the_same_in_each_run_is_allowed)
{
    for (const auto* sql :
         {"SELECT pi() AS p", "SELECT age(day, DATE '2020-01-01')::VARCHAR AS a FROM data",
          "SELECT split_part(name, 'a', 1) AS s, nullif(id, 1) AS n, strftime(day, '%Y') AS y FROM data",
          "SELECT id, (SELECT max(points) FROM data) AS most FROM data",
          "SELECT d.id FROM data d WHERE EXISTS (SELECT 1 FROM data e WHERE e.id = d.id)",
          "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT n FROM r",
          "SELECT * FROM (PIVOT data ON name IN ('Ada', 'Zoe') USING sum(points) GROUP BY day)",
          "SELECT name, string_agg(name, ',' ORDER BY id) AS l, median(points) AS m FROM data GROUP BY ALL",
          "SELECT row_number() OVER (PARTITION BY day ORDER BY id) AS k, lag(id) OVER (ORDER BY id) AS l FROM data",
          "SELECT unnest(string_split(name, ',')) AS part FROM data", "SELECT DISTINCT ON (name) name FROM data",
          "SELECT current_user AS u", "SELECT range AS r FROM range(5)", "SELECT COLUMNS('i.*') FROM data",
          "SELECT data.id AS current_date FROM data", "SELECT current_date FROM (SELECT id AS current_date FROM data)",
          "SELECT CASE WHEN id = 0 THEN error('none') ELSE name END AS n FROM data"})
        EXPECT_EQ(refused(std::string("\"") + sql + "\""), "") << sql;
}

TEST(Transform, a_float_has_the_digits_that_it_keeps)
{
    EXPECT_THAT(Made("SELECT CAST(12.3 AS FLOAT) AS a, CAST(0.1 AS FLOAT) + CAST(0.2 AS FLOAT) AS b, "
                     "CAST(1e10 AS FLOAT) AS c, CAST(-0.0 AS FLOAT) AS d")
                    .rows(),
                ElementsAre("12.3|0.3|10000000000|0"));
}

TEST(Transform, a_query_without_end_is_stopped)
{
    sql::Limits limits;
    limits.time = std::chrono::seconds(1);
    Made made("SELECT count(*) AS n FROM range(90000000000) WHERE range % 7 = 9", {}, limits);
    try {
        made.rows();
        FAIL();
    } catch (const ContractErrors& errors) {
        EXPECT_THAT(errors.what(), HasSubstr("it did not end within 1 s"));
    }
}

TEST(Transform, what_memory_cannot_hold_goes_to_the_folder_it_is_given)
{
    std::string csv = "id,name,day,points,ok,at,from,year\n";
    for (int i = 0; i < 300'000; ++i) csv += fmt::format("{},{:0200},,,,,,\n", i, i * 7919LL % 300'000);
    constexpr auto sql = "SELECT id, name FROM data ORDER BY name";
    sql::Limits limits;
    limits.memory_bytes = 64 << 20;
    try {
        Made(sql, {}, limits).rows(csv);
        FAIL();
    } catch (const ContractErrors& errors) {
        EXPECT_THAT(errors.what(), HasSubstr("it needs more room than the 64 MiB"));
    }
    auto folder = std::filesystem::path(testing::TempDir()) / "spill";
    std::filesystem::create_directories(folder);
    limits.spill = folder.string();
    auto rows = Made(sql, {}, limits).rows(csv);
    EXPECT_EQ(rows.size(), 300'000U);
    EXPECT_TRUE(std::ranges::is_sorted(rows, {}, [](const std::string& row) { return row.substr(row.find('|')); }));
    EXPECT_TRUE(std::filesystem::is_empty(folder));
    std::filesystem::remove(folder);
}

TEST(Transform, what_would_fill_the_disk_is_refused_in_words)
{
    std::string csv = "id,name,day,points,ok,at,from,year\n";
    std::mt19937_64 random(1); // what cannot be packed
    for (int i = 0; i < 300'000; ++i) {
        csv += fmt::format("{},", i);
        for (int part = 0; part < 16; ++part) csv += fmt::format("{:016x}", random());
        csv += ",,,,,,\n";
    }
    auto folder = std::filesystem::path(testing::TempDir()) / "small-spill";
    std::filesystem::create_directories(folder);
    sql::Limits limits;
    limits.memory_bytes = 64 << 20;
    limits.spill = folder.string();
    limits.spill_bytes = 1 << 20;
    try {
        Made("SELECT id, name FROM data ORDER BY name", {}, limits).rows(csv);
        FAIL();
    } catch (const ContractErrors& errors) {
        EXPECT_THAT(errors.what(), HasSubstr("it needs more room than the 64 MiB"));
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder));
    std::filesystem::remove(folder);
}

TEST(Transform, gives_the_same_rows_again_whatever_the_number_of_threads)
{
    std::string csv = "id,name,day,points,ok,at,from,year\n";
    for (int i = 0; i < 60'000; ++i)
        csv += fmt::format("{},n{},2026-11-{:02},{}.{},,,,\n", i * 7919 % 60'000, i % 977, i % 30 + 1, i % 50, i % 7);
    for (const auto* sql :
         {"SELECT name, day, count(*) AS n, sum(points) AS s, avg(points) AS a FROM data GROUP BY name, day",
          "SELECT a.name, count(*) AS n FROM data a JOIN data b ON a.id = b.id + 1 GROUP BY a.name",
          "SELECT id, row_number() OVER (PARTITION BY day ORDER BY id) AS k FROM data", "SELECT id, points FROM data",
          "SELECT name, string_agg(id::VARCHAR, ' ') AS ids FROM data GROUP BY name"}) {
        auto with = [&](int threads) {
            sql::Limits limits;
            limits.threads = threads;
            return Made(sql, {}, limits).rows(csv);
        };
        auto once = with(1);
        EXPECT_EQ(once, with(1)) << sql;
        EXPECT_EQ(once, with(2)) << sql;
        EXPECT_EQ(once, with(4)) << sql;
    }
}
} // namespace engine

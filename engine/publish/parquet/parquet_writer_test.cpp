#include "engine/publish/parquet/parquet_writer.hpp"
#include "engine/transform/database.hpp"
#include "engine/transform/vectors.hpp"
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::ElementsAre;
using Rows = std::vector<std::vector<std::string_view>>;

const std::vector<OutputColumn> columns{{"id", "ID", CellType::integer},      {"a \"name\"", "Name"},
                                        {"share", "Share", CellType::number}, {"day", "Day", CellType::date},
                                        {"at", "At", CellType::datetime},     {"from", "From", CellType::time},
                                        {"ok", "OK", CellType::boolean}};

std::string written(const Rows& rows)
{
    StringSink sink;
    auto writer = parquet_writer(sink, columns, testing::TempDir());
    for (const auto& row : rows) writer->row(row);
    writer->finish();
    return sink.text;
}

// The file as DuckDB reads it.
std::vector<std::string> read(const std::string& file)
{
    auto path = testing::TempDir() + "read.parquet";
    std::ofstream(path, std::ios::binary) << file;
    sql::Database database({}, sql::Access::spill_folder);
    std::vector<std::string> lines;
    auto statement = database.prepare("SELECT * FROM read_parquet('" + path + "')");
    sql::Result result;
    result.start(statement.get());
    sql::DataChunk chunk;
    std::string room;
    while (result.next(chunk))
        for (idx_t row = 0; row < sql::api().data_chunk_get_size(chunk.get()); ++row) {
            auto& line = lines.emplace_back();
            for (idx_t column = 0; column < columns.size(); ++column) {
                auto cell = sql::VectorReader(sql::api().data_chunk_get_vector(chunk.get(), column)).text(row, room);
                line += (column ? "|" : "") + (cell.data() ? std::string(cell) : "null");
            }
        }
    std::filesystem::remove(path);
    return lines;
}
} // namespace

TEST(Parquet, keeps_types_and_empty_cells)
{
    auto file = written({{"-5", "=1+1", "0.25", "2026-11-30", "2026-11-30T14:05:00", "08:30:00", "true"},
                         {"", "", "", "", "", "", ""}});
    EXPECT_TRUE(file.starts_with("PAR1"));
    EXPECT_THAT(read(file), ElementsAre("-5|=1+1|0.25|2026-11-30|2026-11-30T14:05:00|08:30:00|true",
                                        "null|null|null|null|null|null|null"));
}

TEST(Parquet, many_rows_give_the_same_bytes_twice)
{
    std::vector<std::string> ids;
    for (int i = 0; i < 5000; ++i) ids.push_back(std::to_string(i));
    Rows rows;
    for (const auto& id : ids) rows.push_back({id, "n", id, "", "", "", ""});
    auto file = written(rows);
    EXPECT_EQ(file, written(rows));
    EXPECT_EQ(read(file).size(), 5000U);
    EXPECT_EQ(read(file).back(), "4999|n|4999|null|null|null|null");
}

TEST(Parquet, a_table_without_rows_has_its_columns) { EXPECT_TRUE(read(written({})).empty()); }

TEST(Parquet, a_number_that_does_not_fit_is_named)
{
    EXPECT_THROW(written({{"99999999999999999999", "", "", "", "", "", ""}}), std::runtime_error);
}
} // namespace engine

// What csv_writer writes, TrustedCsv reads: every cell comes back as it was.
#include "engine/publish/output.hpp"
#include "engine/read/trusted_csv.hpp"
#include <gtest/gtest.h>
#include <random>

using namespace engine;

namespace
{
std::string random_cell(std::mt19937& random)
{
    // Mostly the characters that quoting and the formula guard are about.
    static constexpr std::string_view characters("''=+-@\t\r\0\n\",; 05.eEaé", 23);
    std::string cell;
    for (auto left = random() % 7; left > 0; --left) cell += characters[random() % characters.size()];
    return cell;
}
} // namespace

TEST(CsvRoundTrip, every_cell_comes_back)
{
    std::mt19937 random(20261130); // NOLINT: the same cells in every run
    std::vector<std::vector<std::string>> rows(4000);
    for (auto& row : rows)
        for (int column = 0; column < 3; ++column) row.push_back(random_cell(random));

    StringSink sink;
    auto writer = csv_writer(sink, {{"=a", "A"}, {"'b", "B"}, {"c,\"d\"", "C"}});
    for (const auto& row : rows) writer->row(std::vector<std::string_view>(row.begin(), row.end()));
    writer->finish();

    MemorySource source(sink.text);
    TrustedCsv reader(source);
    EXPECT_EQ(reader.header(), (std::vector<std::string>{"=a", "'b", "c,\"d\""}));
    std::size_t read = 0;
    for (Chunk chunk; reader.next(chunk);)
        for (std::size_t row = 0; row < chunk.rows(); ++row, ++read)
            for (std::size_t column = 0; column < 3; ++column)
                ASSERT_EQ(chunk.cell(column, row), rows[read][column]) << "row " << read << ", column " << column;
    EXPECT_EQ(read, rows.size());
}

#include "engine/contract/contract.hpp"
#include "engine/prepare/write_behind.hpp"
#include <gtest/gtest.h>
#include <system_error>

namespace engine
{
namespace
{
constexpr std::string_view contract = R"(feed: numbers
title: Numbers
department: maths
schema:
  fields:
    - {name: number, type: string}
)";

class Full final : public ByteSink
{
public:
    void write(std::string_view) override
    {
        throw std::system_error(std::make_error_code(std::errc::no_space_on_device));
    }
};

// The rows that pass go to `sink`; each chunk is three rows, of which the second is held back.
class WriteBehindTest : public testing::Test
{
protected:
    SortedRows sorted(ByteSink& sink)
    {
        open_ = [&sink](std::string_view name) { return name == "clean.csv" ? &sink : nullptr; };
        return {open_, "clean.csv", contract_.schema, matching_};
    }
    static void fill(WriteBehind::Rows& rows, int number, const std::string& text)
    {
        auto& [chunk, batch, judged] = rows;
        batch.arena.clear();
        batch.columns.assign(1, {});
        batch.live = {0, 1, 2};
        batch.line.assign(3, static_cast<std::uint64_t>(number));
        for (int row = 0; row < 3; ++row)
            batch.columns[0].push_back(batch.arena.copy(text + std::to_string(3 * number + row)));
        judged.held = {0, 1, 0};
        judged.findings.clear();
    }

    Contract contract_ = parse_contract(contract, "numbers.yaml");
    Matching matching_;
    OpenOutput open_;
};
} // namespace

TEST_F(WriteBehindTest, are_written_in_their_order)
{
    StringSink sink;
    auto rows = sorted(sink);
    std::string expected = "number\n";
    {
        WriteBehind behind(rows);
        for (int n = 0; n < 200; ++n) {
            fill(behind.rows(), n, "n");
            behind.write();
            expected += "n" + std::to_string(3 * n) + "\nn" + std::to_string(3 * n + 2) + "\n";
        }
        behind.finish();
    }
    rows.finish();
    EXPECT_EQ(sink.text, expected);
    EXPECT_EQ(rows.summaries({}).at(0).rows, 400);
}

TEST_F(WriteBehindTest, that_cannot_be_written_end_the_work)
{
    Full sink;
    auto rows = sorted(sink);
    WriteBehind behind(rows);
    auto work = [&] {
        for (int n = 0; n < 10; ++n) {
            fill(behind.rows(), n, std::string(100'000, 'n'));
            behind.write();
        }
        behind.finish();
    };
    EXPECT_THROW(work(), std::system_error);
}

TEST_F(WriteBehindTest, can_be_left_at_any_time)
{
    for (int written = 0; written < 5; ++written) {
        StringSink sink;
        auto rows = sorted(sink);
        WriteBehind behind(rows);
        for (int n = 0; n < written; ++n) {
            fill(behind.rows(), n, "n");
            behind.write();
        }
    }
}
} // namespace engine

#include "engine/prepare/read_ahead.hpp"
#include "engine/table/unreadable.hpp"
#include <gtest/gtest.h>

namespace engine
{
namespace
{
// Gives `chunks` chunks of one row, then ends or fails.
class Numbers final : public TableReader
{
public:
    Numbers(int chunks, bool fails) : chunks_(chunks), fails_(fails) {}
    bool next(Chunk& out, std::vector<Finding>& findings) override
    {
        out.clear();
        if (at_ == chunks_ && fails_) throw Unreadable("truncated", "It ends too early.");
        if (at_ == chunks_) return false;
        out.columns.resize(1);
        out.columns[0].push_back(out.arena.copy(std::to_string(at_)));
        out.line.push_back(static_cast<std::uint64_t>(at_));
        if (at_ % 3 == 0) findings.emplace_back().message = std::to_string(at_);
        ++at_;
        return true;
    }
    double progress() const override { return at_ * 1.0 / chunks_; }

private:
    int chunks_, at_ = 0;
    bool fails_;
};

TEST(ReadAhead, gives_the_chunks_of_the_reader_in_their_order)
{
    Numbers reader(100, false);
    ReadAhead ahead(reader);
    Chunk chunk;
    std::vector<Finding> findings;
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(ahead.next(chunk, findings));
        EXPECT_EQ(chunk.cell(0, 0), std::to_string(i));
        EXPECT_EQ(findings.size(), i % 3 == 0 ? 1u : 0u);
        EXPECT_DOUBLE_EQ(ahead.progress(), (i + 1) / 100.0);
    }
    EXPECT_FALSE(ahead.next(chunk, findings));
    EXPECT_FALSE(ahead.next(chunk, findings));
}

TEST(ReadAhead, throws_what_the_reader_throws_after_the_rows_before_it)
{
    Numbers reader(5, true);
    ReadAhead ahead(reader);
    Chunk chunk;
    std::vector<Finding> findings;
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(ahead.next(chunk, findings));
    EXPECT_THROW(ahead.next(chunk, findings), Unreadable);
}

TEST(ReadAhead, can_be_left_at_any_time)
{
    for (int taken = 0; taken < 5; ++taken) {
        Numbers reader(1000, false);
        ReadAhead ahead(reader);
        Chunk chunk;
        std::vector<Finding> findings;
        for (int i = 0; i < taken; ++i) EXPECT_TRUE(ahead.next(chunk, findings));
    }
}
} // namespace
} // namespace engine

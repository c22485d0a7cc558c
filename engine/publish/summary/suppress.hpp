#pragma once
// Small numbers are about single people, so they are not shown; nor is what would give them away by subtraction.
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace engine
{
// Which counts to hide when their total is known: those from 1 to `below` − 1 (primary suppression), and the smallest
// others until what is hidden can be worked out neither from the total nor from the rule itself (complementary
// suppression). Where that takes all of them, all are hidden, and what they belong to should not be listed either.
// `before` are those that an earlier version hid; they stay hidden.
std::vector<bool> hidden_counts(std::span<const std::int64_t> counts, std::int64_t below,
                                const std::vector<bool>& before = {});

// The same for counts that go by twice and are too many to be held: first each is seen, then asked about.
class HiddenCounts
{
public:
    explicit HiddenCounts(std::int64_t below) : below_(below) {}
    void see(std::int64_t count, bool before);
    void decide(); // between the two
    bool hides(std::int64_t count, bool before) const;

private:
    static constexpr std::size_t most_others = 16; // different ones; three are enough to make the hidden ones safe

    bool is_small(std::int64_t count, bool before) const { return count > 0 && (count < below_ || before); }

    std::int64_t below_;
    std::int64_t cells_ = 0, rows_ = 0;           // that are hidden
    std::map<std::int64_t, std::int64_t> others_; // the smallest ones that are not, and how many cells each has
    std::int64_t up_to_ = 0;                      // of the others, those up to it are hidden too
    bool all_ = false;
};
} // namespace engine

#pragma once
// Small numbers are about single people, so they are not shown; nor is what would give them away by subtraction.
#include <cstdint>
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
} // namespace engine

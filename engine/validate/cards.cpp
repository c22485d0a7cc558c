#include "engine/validate/cards.hpp"
#include <algorithm>

namespace engine
{
std::vector<Card> Cards::sorted() const
{
    auto cards = cards_;
    std::ranges::stable_sort(cards, [](const Card& a, const Card& b) {
        return std::tuple(a.severity, -a.count) < std::tuple(b.severity, -b.count);
    });
    return cards;
}
} // namespace engine

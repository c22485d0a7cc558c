#pragma once
// A small generator of pseudo-random numbers whose sequence is the same on every machine and library (splitmix64).
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace demo_school
{
class Random
{
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next()
    {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
    std::string_view pick(std::span<const std::string_view> from) { return from[below(from.size())]; }

private:
    std::uint64_t state_;
};

// Distinct places 0 … n-1 in random order, dealt a few at a time; so that no row gets two kinds of trouble.
class Deck
{
public:
    Deck(std::size_t n, Random& random) : places_(n)
    {
        for (std::size_t i = 0; i < n; ++i) places_[i] = i;
        for (std::size_t i = n; i > 1; --i) std::swap(places_[i - 1], places_[random.below(i)]);
    }
    std::vector<std::size_t> deal(std::size_t n)
    {
        std::vector<std::size_t> dealt(places_.end() - static_cast<std::ptrdiff_t>(n), places_.end());
        places_.resize(places_.size() - n);
        return dealt;
    }

private:
    std::vector<std::size_t> places_;
};
} // namespace demo_school

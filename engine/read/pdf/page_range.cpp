#include "engine/read/pdf/page_range.hpp"
#include "engine/table/unreadable.hpp"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <limits>
#include <string_view>

namespace engine::pdf
{
namespace
{
constexpr int no_last = std::numeric_limits<int>::max();

std::optional<int> number(std::string_view text)
{
    int value = 0;
    auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || value < 1) return std::nullopt;
    return value;
}

std::optional<std::pair<int, int>> part(std::string_view text)
{
    auto dash = text.find('-');
    auto first = number(text.substr(0, dash));
    if (!first) return std::nullopt;
    if (dash == text.npos) return std::pair(*first, *first);
    if (dash + 1 == text.size()) return std::pair(*first, no_last);
    auto last = number(text.substr(dash + 1));
    if (!last || *last < *first) return std::nullopt;
    return std::pair(*first, *last);
}
} // namespace

PageRange::PageRange(const std::optional<std::string>& text)
{
    if (!text || text->empty() || *text == "all") {
        parts_.emplace_back(1, no_last);
        return;
    }
    std::string_view rest = *text;
    while (true) {
        auto comma = rest.find(',');
        auto one = part(rest.substr(0, comma));
        if (!one)
            throw Unreadable("pages",
                             fmt::format("“{}” names no pages. Write them as 1-3 or 2,5-7, counted from 1.", *text));
        parts_.push_back(*one);
        if (comma == rest.npos) return;
        rest.remove_prefix(comma + 1);
    }
}

bool PageRange::has(int page) const
{
    return std::ranges::any_of(parts_, [page](const auto& part) { return page >= part.first && page <= part.second; });
}

int PageRange::first() const { return std::ranges::min(parts_).first; }

int PageRange::last() const
{
    return std::ranges::max(parts_, {}, [](const auto& part) { return part.second; }).second;
}
} // namespace engine::pdf

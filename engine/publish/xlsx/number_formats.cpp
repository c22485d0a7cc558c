#include "engine/publish/xlsx/number_formats.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <xlsxwriter.h>

namespace engine
{
namespace
{
constexpr std::size_t exact_digits = 15; // a double keeps so many

std::size_t decimals_of(std::string_view canonical)
{
    auto point = canonical.find('.');
    return point == std::string_view::npos ? 0 : canonical.size() - point - 1;
}

std::string pattern_of(std::size_t decimals)
{
    return "#,##0" + (decimals > 0 ? "." + std::string(decimals, '0') : std::string());
}
} // namespace

std::optional<double> exact_number(std::string_view canonical)
{
    auto digits = std::ranges::count_if(canonical, [](char c) { return c >= '0' && c <= '9'; });
    if (digits > static_cast<std::ptrdiff_t>(exact_digits)) return std::nullopt;
    return parse_number(canonical);
}

lxw_format* NumberFormats::by(const std::string& pattern)
{
    auto [found, is_new] = made_.try_emplace(pattern);
    if (is_new) {
        found->second = book_.add_format();
        format_set_num_format(found->second, pattern.c_str());
    }
    return found->second;
}

lxw_format* NumberFormats::quantity(std::string_view canonical)
{
    return by(pattern_of(std::min(decimals_of(canonical), exact_digits)));
}

lxw_format* NumberFormats::money(std::string_view canonical)
{
    auto least = static_cast<std::size_t>(setting_.money_decimals());
    auto pattern = pattern_of(std::clamp(decimals_of(canonical), least, exact_digits));
    auto sign = setting_.currency_sign();
    if (sign.empty()) return by(pattern);
    bool is_first = setting_.money("1").starts_with(sign);
    return by(is_first ? "\"" + sign + "\"" + pattern : pattern + " \"" + sign + "\"");
}

lxw_format* NumberFormats::percent() { return by("0.0%"); }
lxw_format* NumberFormats::day() { return by("d mmm yyyy"); }
} // namespace engine

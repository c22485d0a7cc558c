#pragma once
// Numbers, amounts and dates as a school writes them, by its language (Unicode CLDR, by ICU). Nothing passes through
// floating point: digits are those of the canonical text.
#include <memory>
#include <string>
#include <string_view>

namespace engine
{
class Setting
{
public:
    // `language` is BCP 47 (en-GB); `currency` its three letters, or "" for amounts without one.
    Setting(const std::string& language, const std::string& currency);
    ~Setting();

    // Of canonical text. What is no number or no date is given back as it is.
    std::string number(std::string_view canonical) const;  // 1,250.5
    std::string amount(std::string_view canonical) const;  // 1,250.50: with the decimals of the currency at least
    std::string money(std::string_view canonical) const;   // £1,250.50
    std::string percent(std::string_view canonical) const; // 92.6%
    std::string date(std::string_view iso) const;          // 14 Nov 2026
    int money_decimals() const;
    const std::string& currency_sign() const; // "" without a currency

private:
    struct Locale;
    std::unique_ptr<Locale> locale_;
};
} // namespace engine

#include "engine/publish/setting.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <unicode/dcfmtsym.h>
#include <unicode/decimfmt.h>
#include <unicode/dtptngen.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/ucurr.h>

namespace engine
{
namespace
{
constexpr int usual_money_decimals = 2;

void check(UErrorCode status)
{
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU formats: ") + u_errorName(status));
}

std::string utf8(const icu::UnicodeString& text)
{
    std::string out;
    return text.toUTF8String(out);
}

bool is_digits(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// A canonical number in its parts; those with an exponent have none.
struct Parts {
    bool negative = false;
    std::string_view whole, decimals;

    static std::optional<Parts> of(std::string_view text)
    {
        Parts parts;
        if (text.starts_with('-')) parts.negative = true, text.remove_prefix(1);
        auto point = std::min(text.find('.'), text.size());
        parts.whole = text.substr(0, point);
        parts.decimals = text.substr(std::min(point + 1, text.size()));
        if (parts.whole.empty() || !is_digits(parts.whole) || !is_digits(parts.decimals)) return std::nullopt;
        return parts;
    }
};
} // namespace

struct Setting::Locale {
    icu::number::LocalizedNumberFormatter percent, money;
    std::unique_ptr<icu::SimpleDateFormat> date;
    std::string decimal, group, minus, sign;
    std::size_t primary = 3, secondary = 3, fewest = 1; // digits of groups; of the first one
    int money_decimals = usual_money_decimals;

    Locale(const std::string& language, const std::string& currency)
    {
        UErrorCode status = U_ZERO_ERROR;
        auto icu_locale = icu::Locale::forLanguageTag(language, status);
        check(status);
        // Digits are those of the data, so that what is read here is found there.
        icu_locale.setUnicodeKeywordValue("nu", "latn", status);
        icu::DecimalFormatSymbols symbols(icu_locale, status);
        check(status);
        using Symbols = icu::DecimalFormatSymbols;
        decimal = utf8(symbols.getSymbol(Symbols::kDecimalSeparatorSymbol));
        group = utf8(symbols.getSymbol(Symbols::kGroupingSeparatorSymbol));
        minus = utf8(symbols.getSymbol(Symbols::kMinusSignSymbol));
        std::unique_ptr<icu::NumberFormat> plain(icu::NumberFormat::createInstance(icu_locale, status));
        check(status);
        if (const auto* format = dynamic_cast<const icu::DecimalFormat*>(plain.get())) {
            primary = static_cast<std::size_t>(std::max(1, format->getGroupingSize()));
            auto other = format->getSecondaryGroupingSize();
            secondary = other > 0 ? static_cast<std::size_t>(other) : primary;
        }
        auto base = icu::number::NumberFormatter::withLocale(icu_locale);
        // Some languages, such as Spanish, part no group of one digit alone; the older formatter does not know them.
        auto four = utf8(base.formatInt(1234, status).toString(status));
        check(status);
        fewest = four == "1234" ? 2 : 1;
        percent = base.unit(icu::NoUnit::percent()).precision(icu::number::Precision::fixedFraction(1));
        if (!currency.empty()) {
            icu::CurrencyUnit unit(icu::UnicodeString::fromUTF8(currency).getTerminatedBuffer(), status);
            money_decimals = ucurr_getDefaultFractionDigits(unit.getISOCurrency(), &status);
            check(status);
            money = base.unit(unit)
                        .unitWidth(UNUM_UNIT_WIDTH_SHORT)
                        .precision(icu::number::Precision::minFraction(money_decimals)); // none is rounded away
            int32_t length = 0;
            UBool is_choice = false;
            const auto* name = ucurr_getName(unit.getISOCurrency(), icu_locale.getName(), UCURR_SYMBOL_NAME, &is_choice,
                                             &length, &status);
            check(status);
            sign = utf8(icu::UnicodeString(name, length));
        }
        std::unique_ptr<icu::DateTimePatternGenerator> patterns(
            icu::DateTimePatternGenerator::createInstance(icu_locale, status));
        check(status);
        date = std::make_unique<icu::SimpleDateFormat>(patterns->getBestPattern("yMMMd", status), icu_locale, status);
        check(status);
        date->adoptTimeZone(icu::TimeZone::getGMT()->clone());
    }

    std::string grouped(std::string_view canonical, std::size_t least_decimals) const
    {
        auto parts = Parts::of(canonical);
        if (!parts) return std::string(canonical);
        std::string out = parts->negative ? minus : "";
        auto whole = parts->whole;
        bool groups = whole.size() >= primary + fewest;
        for (std::size_t at = 0; at < whole.size(); ++at) {
            auto left = whole.size() - at;
            bool ends_group = left == primary || (left > primary && (left - primary) % secondary == 0);
            if (groups && at > 0 && ends_group) out += group;
            out += whole[at];
        }
        if (auto decimals = std::max(least_decimals, parts->decimals.size()); decimals > 0)
            out.append(decimal).append(parts->decimals).append(decimals - parts->decimals.size(), '0');
        return out;
    }

    std::string formatted(const icu::number::LocalizedNumberFormatter& by, std::string_view canonical) const
    {
        if (!Parts::of(canonical)) return std::string(canonical);
        UErrorCode status = U_ZERO_ERROR;
        auto text = by.formatDecimal(icu::StringPiece(canonical.data(), static_cast<int32_t>(canonical.size())), status)
                        .toString(status);
        check(status);
        return utf8(text);
    }
};

Setting::Setting(const std::string& language, const std::string& currency)
    : locale_(std::make_unique<Locale>(language, currency))
{
}
Setting::~Setting() = default;

int Setting::money_decimals() const { return locale_->money_decimals; }
const std::string& Setting::currency_sign() const { return locale_->sign; }
std::string Setting::number(std::string_view canonical) const { return locale_->grouped(canonical, 0); }
std::string Setting::amount(std::string_view canonical) const
{
    return locale_->grouped(canonical, static_cast<std::size_t>(locale_->money_decimals));
}

std::string Setting::money(std::string_view canonical) const
{
    return locale_->sign.empty() ? amount(canonical) : locale_->formatted(locale_->money, canonical);
}

std::string Setting::percent(std::string_view canonical) const
{
    return locale_->formatted(locale_->percent, canonical);
}

std::string Setting::date(std::string_view iso) const
{
    if (iso.size() != 10) return std::string(iso);
    auto read = read_date(iso, DateOrder::ymd);
    if (!read) return std::string(iso);
    icu::UnicodeString text;
    locale_->date->format(static_cast<UDate>(days_from(read.value.date)) * U_MILLIS_PER_DAY, text);
    return utf8(text);
}
} // namespace engine

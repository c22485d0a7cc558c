#include "engine/names/names.hpp"
#include "engine/text/dates.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <regex>

namespace engine
{
namespace
{
struct PeriodForm {
    Period period;
    std::regex form;
};

// How names of files say what they are for; the first that is found counts.
const std::vector<PeriodForm>& period_forms()
{
    static const auto flags = std::regex::icase | std::regex::optimize;
    static const std::vector<PeriodForm> forms{
        {Period::week, std::regex("(19|20)\\d\\d[-_ ]?w\\d{1,2}|\\b(week|wk|kw|woche|semaine)[-_ ]?\\d{1,2}", flags)},
        {Period::term, std::regex("(autumn|spring|summer|fall|winter|michaelmas|lent|trinity|hilary)[-_ ]?(term|"
                                  "semester)?[-_ ]?((19|20)\\d\\d)?|(term|semester|trimester)[-_ ]?\\d",
                                  flags)},
        {Period::month, std::regex("(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sep(tember)?|"
                                   "oct(ober)?|nov(ember)?|dec(ember)?)[-_ ]?(19|20)\\d\\d|(19|20)\\d\\d[-_](0[1-9]|1["
                                   "0-2])(?![-_]?\\d)",
                                   flags)},
    };
    return forms;
}

struct Stem {
    std::string name, extension;
    std::optional<Period> period;
    std::optional<Date> day;
};

// The name of a file without its period, its date and its extension.
Stem stem_of(std::string name)
{
    Stem out;
    if (auto dot = name.rfind('.'); dot != name.npos && dot > 0) {
        out.extension = name.substr(dot);
        name.resize(dot);
    }
    std::smatch found;
    static const std::regex day("((19|20)\\d\\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\\d|3[01])(?!\\d)");
    auto cut = [&] { name = name.substr(0, static_cast<std::size_t>(found.position())); };
    for (const auto& form : period_forms())
        if (!out.period && std::regex_search(name, found, form.form)) {
            out.period = form.period;
            cut();
        }
    if (!out.period && std::regex_search(name, found, day)) {
        Date date{std::stoi(found[1]), std::stoi(found[3]), std::stoi(found[4])};
        if (is_real(date)) out.day = date;
        cut();
    }
    out.name = name.substr(0, name.find_last_not_of(" -_.(0123456789") + 1);
    return out;
}

// Days between one file and the next say how often they come.
Period by_days(std::vector<std::int64_t> days)
{
    std::ranges::sort(days);
    std::int64_t least = 0, most = 0;
    for (std::size_t i = 1; i < days.size(); ++i) {
        auto apart = days[i] - days[i - 1];
        least = i == 1 ? apart : std::min(least, apart);
        most = std::max(most, apart);
    }
    if (least >= 5 && most <= 16) return Period::week;
    if (least >= 28 && most <= 31) return Period::month;
    return Period::none;
}

std::string slug(const std::string& stem)
{
    auto out = snake_case(stem);
    std::ranges::replace(out, '_', '-');
    if (out.starts_with("column-")) out = out.substr(7);
    out.resize(std::min<std::size_t>(out.size(), 50));
    return out.empty() ? "new-feed" : out;
}
} // namespace

FeedName feed_name(const std::vector<std::string>& files)
{
    std::vector<std::int64_t> days;
    std::optional<Stem> common;
    bool one_period = true, one_extension = true;
    for (const auto& file : files) {
        auto stem = stem_of(file);
        if (stem.day) days.push_back(days_from(*stem.day));
        if (!common) {
            common = stem;
            continue;
        }
        auto same = std::ranges::mismatch(common->name, stem.name).in1 - common->name.begin();
        common->name.resize(static_cast<std::size_t>(same));
        one_period = one_period && stem.period == common->period;
        one_extension = one_extension && stem.extension == common->extension;
    }
    while (!common->name.empty() && std::string_view(" -_.(").contains(common->name.back())) common->name.pop_back();
    FeedName out;
    out.feed = slug(common->name);
    if (one_period) out.period = common->period.value_or(days.size() == files.size() ? by_days(days) : Period::none);
    auto words = snake_case(common->name.empty() ? "new feed" : common->name);
    std::ranges::replace(words, '_', ' ');
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    static constexpr std::string_view how_often[] = {"", ", weekly", ", monthly", ", each term"};
    out.title = words + std::string(how_often[static_cast<int>(out.period)]);
    static constexpr std::string_view ends[] = {"", "-weekly", "-monthly", "-termly"};
    auto end = ends[static_cast<int>(out.period)];
    if (!out.feed.ends_with(end)) out.feed += end;
    out.match = common->name + "*" + (one_extension ? common->extension : "");
    return out;
}

std::string words_of_feed(std::string_view key)
{
    std::string words(key);
    std::ranges::replace_if(words, [](char c) { return c == '-' || c == '_'; }, ' ');
    return words;
}
} // namespace engine

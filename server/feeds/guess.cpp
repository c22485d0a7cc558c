#include "server/feeds/guess.hpp"

namespace feeds
{
bool name_fits(std::string_view pattern, std::string_view name)
{
    auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    // Goes back to the last star when a letter does not fit; each star is tried at growing widths.
    std::size_t p = 0, n = 0, star = std::string_view::npos, tried = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            tried = n;
        } else if (p < pattern.size() && (pattern[p] == '?' || lower(pattern[p]) == lower(name[n]))) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++tried;
        } else
            return false;
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

UploadGuess guess(const std::vector<FeedRules>& feeds, std::string_view file_name, std::chrono::sys_days today)
{
    const FeedRules* best = nullptr;
    for (const auto& feed : feeds) {
        if (!feed.match_filename || !name_fits(*feed.match_filename, file_name)) continue;
        if (!best || feed.match_filename->size() > best->match_filename->size()) best = &feed;
    }
    if (!best) return {{}, {}, "No feed of yours expects a file of this name. Choose the feed."};
    UploadGuess made;
    made.feed = FeedRef{best->id, best->key, best->title};
    made.reason = "The name fits “" + *best->match_filename + "”, the files of " + best->title + ".";
    if (best->period == engine::Period::none) return made;
    if ((made.period = period_in_name(best->period, file_name)))
        made.reason += " The name also says the period.";
    else {
        made.period = period_of(best->period, today);
        made.reason += " The name does not say the period, so the current one is proposed.";
    }
    return made;
}
} // namespace feeds

#include "server/sources/verdicts.hpp"
#include "base/clock.hpp"
#include "base/sha256.hpp"
#include "base/utf8.hpp"
#include "server/feeds/guess.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

namespace sources
{
namespace
{
// Text that a screen and a letter can show.
bool is_plain(const std::string& name)
{
    return is_utf8(name) &&
           std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; });
}

class Judge
{
public:
    Judge(const SourceInput& source, const std::vector<Found>& found, const Known& known)
        : source_(source), known_(known)
    {
        for (const auto& file : found) changed_.emplace(file.name, file.changed);
    }

    SourceItem verdict(const Found& file) const
    {
        SourceItem item;
        item.name = as_utf8(file.name);
        item.bytes = file.bytes;
        if (file.changed) item.changed_at = utc_text(std::chrono::floor<std::chrono::milliseconds>(*file.changed));
        auto say = [&](FileVerdict verdict, std::string words) {
            item.verdict = verdict;
            item.words = std::move(words);
            return item;
        };
        if (is_temporary(file.name)) return say(FileVerdict::ignored, "A name of a file that is still being written");
        if (is_ready_file(file.name)) return say(FileVerdict::ignored, "Says that another file is ready");
        if (!is_plain(file.name)) return say(FileVerdict::failed, "Its name is not readable text. Rename it.");
        auto item_known = known_.items.find(file.identity());
        const auto* before = item_known == known_.items.end() ? nullptr : &item_known->second;
        if (before && before->cared_for) before = nullptr; // that one has left: this is another
        if (before) item.upload_id = before->upload_id;
        if (before && before->state == ItemState::taken) return say(FileVerdict::taken, before->words);
        if (before && before->state == ItemState::same_content) return say(FileVerdict::same_content, before->words);
        if (before && before->state == ItemState::failed && before->next_try && *before->next_try > known_.now)
            return say(FileVerdict::failed, before->words);
        if (file.bytes == 0) return say(FileVerdict::not_ready, "Still empty");
        const auto* feed = feed_of(file.name);
        if (!feed) return say(FileVerdict::no_rule, "No rule says which regular file it is");
        item.feed = feeds::FeedRef{feed->id, feed->key, feed->title};
        if (feed->contract_version == 0)
            return say(FileVerdict::no_rule, fmt::format("The file rules of {} are still a draft", feed->title));
        std::string how;
        item.period = period_of(*feed, file.name, how);
        if (!item.period)
            return say(FileVerdict::no_period,
                       fmt::format("Its name does not say for which {} it is, and none of {} is awaited",
                                   json::enum_text(feed->period), feed->title));
        auto to =
            item.period->empty() ? feed->title : fmt::format("{}, {}", feed->title, feeds::period_label(*item.period));
        if (auto waits = waits_for_ready_file(file)) return say(FileVerdict::not_ready, *waits);
        if (!before || between(before->first_seen, known_.now) < std::chrono::seconds(source_.settle_s))
            return say(FileVerdict::settling, "Seen just now; taken once it no longer changes, for " + to);
        return say(FileVerdict::would_take, "Goes to " + to + how);
    }

private:
    bool is_ready_file(const std::string& name) const
    {
        auto suffix = source_.ready_suffix.value_or("");
        return !suffix.empty() && name.size() > suffix.size() && name.ends_with(suffix) &&
               changed_.contains(name.substr(0, name.size() - suffix.size()));
    }

    std::optional<std::string> waits_for_ready_file(const Found& file) const
    {
        if (source_.ready_suffix.value_or("").empty()) return std::nullopt;
        auto ready = changed_.find(file.name + *source_.ready_suffix);
        if (ready == changed_.end()) return fmt::format("Waits for {}{}", file.name, *source_.ready_suffix);
        if (ready->second && file.changed && *ready->second < *file.changed)
            return fmt::format("Waits for {} to be written anew: the one there is older than the file", ready->first);
        return std::nullopt;
    }

    const feeds::FeedRules* feed_with(std::int64_t id) const
    {
        auto found = std::ranges::find(known_.feeds, id, &feeds::FeedRules::id);
        return found == known_.feeds.end() ? nullptr : &*found;
    }

    const feeds::FeedRules* feed_of(const std::string& name) const
    {
        if (source_.feed_id) return feed_with(*source_.feed_id);
        for (const auto& route : source_.routes)
            if (feeds::name_fits(route.pattern, name)) return feed_with(route.feed_id);
        if (!source_.routes.empty()) return nullptr;
        auto guessed = feeds::guess(known_.feeds, name, std::chrono::sys_days{}).feed;
        return guessed ? feed_with(guessed->id) : nullptr;
    }

    // Never a guess: what the name says, else what is awaited.
    std::optional<std::string> period_of(const feeds::FeedRules& feed, const std::string& name, std::string& how) const
    {
        if (feed.period == engine::Period::none) return "";
        if (auto said = feeds::period_in_name(feed.period, name)) return said->key;
        auto awaited = known_.awaited.find(feed.id);
        if (awaited == known_.awaited.end()) return std::nullopt;
        how = ", the oldest that is awaited; its name does not say which";
        return awaited->second;
    }

    const SourceInput& source_;
    const Known& known_;
    std::map<std::string, std::optional<Instant>> changed_; // by name
};
} // namespace

std::string Found::identity() const
{
    constexpr std::size_t longest = 255; // a database finds no longer text by an index
    auto known_by = where.empty() ? name : where;
    if (known_by.size() > longest) known_by = sha256_hex(known_by);
    if (!mark.empty()) return known_by + "|" + mark;
    return fmt::format("{}|{}|{}", known_by, bytes, changed ? changed->time_since_epoch().count() : 0);
}

bool is_temporary(std::string_view name)
{
    constexpr std::array endings{".part", ".tmp", ".crdownload", ".filepart", ".!sync", ".partial", ".download"};
    constexpr std::array names{"thumbs.db", "desktop.ini", "@eadir"};
    std::string lower(name);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return lower.starts_with('.') || lower.starts_with("~$") || lower.ends_with('~') ||
           std::ranges::any_of(endings, [&](const char* end) { return lower.ends_with(end); }) ||
           std::ranges::any_of(names, [&](const char* one) { return lower == one; });
}

std::vector<SourceItem> verdicts(const SourceInput& source, const std::vector<Found>& found, const Known& known)
{
    Judge judge(source, found, known);
    std::vector<SourceItem> items;
    for (const auto& file : found) items.push_back(judge.verdict(file));
    return items;
}
} // namespace sources

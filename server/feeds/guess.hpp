#pragma once
// Where a file belongs, by its name.
#include "server/feeds/feed.hpp"
#include <boost/describe.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace feeds
{
struct UploadGuess {
    std::optional<FeedRef> feed;
    std::optional<PeriodChoice> period; // what the name says, else the current one; null where the feed has none
    std::string reason;                 // the sentence that the screen shows
};
BOOST_DESCRIBE_STRUCT(UploadGuess, (), (feed, period, reason))

// Of the feeds whose pattern fits the name, the one with the longest pattern.
UploadGuess guess(const std::vector<FeedRules>& feeds, std::string_view file_name, std::chrono::sys_days today);

// * and ?, letters of either case.
bool name_fits(std::string_view pattern, std::string_view file_name);
} // namespace feeds

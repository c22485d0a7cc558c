#pragma once
// What would happen to each file of a source now: a pure function, for a look and for the pick-up alike.
#include "server/feeds/feed.hpp"
#include "server/sources/found.hpp"
#include "server/sources/source.hpp"
#include <map>

namespace sources
{
struct Known {
    std::map<std::string, Item> items; // by identity
    std::vector<feeds::FeedRules> feeds;
    std::map<std::int64_t, std::string> awaited; // by feed: the oldest period that is awaited
    std::string now;                             // by the clock of the database
};

// Names that programs give to what is not there yet, or is no file of a person.
bool is_temporary(std::string_view name);

std::vector<SourceItem> verdicts(const SourceInput& source, const std::vector<Found>& found, const Known& known);
} // namespace sources

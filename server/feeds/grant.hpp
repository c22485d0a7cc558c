#pragma once
// What the owner of a feed lets feeds of other departments read of it.
#include "server/feeds/feed_ref.hpp"
#include "server/users/user.hpp"
#include <algorithm>
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace feeds
{
struct Grant {
    std::int64_t id = 0;
    FeedRef reader;
    std::string department_name;              // of the reader
    std::vector<std::string> columns;         // "*" alone: all of them
    std::optional<users::UserRef> granted_by; // none: from before there were grants
    std::string granted_at;
};
BOOST_DESCRIBE_STRUCT(Grant, (), (id, reader, department_name, columns, granted_by, granted_at))

// A feed whose rules refer to this one, without a grant.
struct WantedGrant {
    FeedRef reader;
    std::string department_name;
};
BOOST_DESCRIBE_STRUCT(WantedGrant, (), (reader, department_name))

struct FeedGrants {
    std::vector<Grant> granted;
    std::vector<WantedGrant> wanted;
};
BOOST_DESCRIBE_STRUCT(FeedGrants, (), (granted, wanted))

struct NewGrant {
    std::int64_t reader_id = 0;
    std::vector<std::string> columns;
};
BOOST_DESCRIBE_STRUCT(NewGrant, (), (reader_id, columns))

// What a feed may read of another.
struct Readable {
    bool everything = false;          // of the same department, or granted whole
    std::vector<std::string> columns; // otherwise these
    std::string owner;                // the name of the department to ask

    bool covers(const std::vector<std::string>& wanted) const
    {
        return everything || std::ranges::all_of(wanted, [&](const std::string& column) {
                   return std::ranges::find(columns, column) != columns.end();
               });
    }
};
} // namespace feeds

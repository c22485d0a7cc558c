#pragma once
#include <boost/describe.hpp>
#include <cstdint>
#include <string>

namespace feeds
{
struct FeedRef {
    std::int64_t id = 0;
    std::string key;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(FeedRef, (), (id, key, title))
} // namespace feeds

#pragma once
// What one process asks the others to look at now.
#include <boost/describe.hpp>

namespace queue
{
enum class Topic : unsigned {
    jobs = 1,    // there may be one to take
    news = 2,    // there may be an event to tell
    cancels = 4, // somebody may have cancelled a run
};
BOOST_DESCRIBE_ENUM(Topic, jobs, news, cancels)

inline constexpr Topic topics[] = {Topic::jobs, Topic::news, Topic::cancels};
inline constexpr unsigned every_topic = 7;
} // namespace queue

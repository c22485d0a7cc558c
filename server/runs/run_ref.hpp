#pragma once
// The states of a run and the shortest form of one.
#include <boost/describe.hpp>
#include <cstdint>

namespace runs
{
enum class RunState { queued, running, held, succeeded, failed, cancelled, quarantined };
BOOST_DESCRIBE_ENUM(RunState, queued, running, held, succeeded, failed, cancelled, quarantined)

struct RunRef {
    std::int64_t id = 0;
    RunState state = RunState::queued;
};
BOOST_DESCRIBE_STRUCT(RunRef, (), (id, state))
} // namespace runs

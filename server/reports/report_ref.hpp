#pragma once
#include <boost/describe.hpp>
#include <cstdint>

namespace reports
{
struct ReportRef {
    std::int64_t id = 0;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ReportRef, (), (id, version))
} // namespace reports

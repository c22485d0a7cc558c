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

enum class StandsAs { current, superseded, withdrawn };
BOOST_DESCRIBE_ENUM(StandsAs, current, superseded, withdrawn)

// As lists name it: also what became of it since.
struct ListedReport : ReportRef {
    StandsAs stands = StandsAs::current;
};
BOOST_DESCRIBE_STRUCT(ListedReport, (ReportRef), (stands))
} // namespace reports

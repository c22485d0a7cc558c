#pragma once
// What is told while the engine works, and what each of its stages did.
#include <boost/describe.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace engine
{
enum class StageName { receive, read, standardize, validate, transform, publish };
BOOST_DESCRIBE_ENUM(StageName, receive, read, standardize, validate, transform, publish)

struct StageReport {
    StageName stage = StageName::receive;
    std::int64_t rows_in = 0;
    std::int64_t rows_out = 0;
    std::vector<std::string> messages; // "Mapped “Adm No” to student_id"
};
BOOST_DESCRIBE_STRUCT(StageReport, (), (stage, rows_in, rows_out, messages))

// Told as work goes on. `share` is 0 … 1 of the stage.
struct Watcher {
    std::function<void(StageName)> started = [](StageName) {};
    std::function<void(StageName, double share, std::int64_t rows)> progress = [](StageName, double, std::int64_t) {};
    std::function<void(const StageReport&)> finished = [](const StageReport&) {};
};
} // namespace engine

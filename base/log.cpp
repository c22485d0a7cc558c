#include "base/log.hpp"
#include "base/clock.hpp"
#include <boost/json.hpp>
#include <mutex>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace logs
{
namespace
{
spdlog::logger& logger()
{
    static auto made = [] {
        auto writer = std::make_shared<spdlog::logger>("batchops", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        writer->set_pattern("%v");
        writer->flush_on(spdlog::level::info);
        return writer;
    }();
    return *made;
}

void write(spdlog::level::level_enum level, std::string_view name, std::string_view component, std::string_view msg,
           Fields fields)
{
    if (logger().should_log(level)) logger().log(level, line(utc_text(Clock().now()), name, component, msg, fields));
}
} // namespace

std::string line(std::string_view ts, std::string_view level, std::string_view component, std::string_view msg,
                 Fields fields)
{
    boost::json::object made{{"ts", ts}, {"level", level}, {"component", component}, {"msg", msg}};
    for (const auto& field : fields)
        std::visit([&](const auto& value) { made[field.name] = boost::json::value(value); }, field.value);
    return boost::json::serialize(made);
}

void info(std::string_view component, std::string_view msg, Fields fields)
{
    write(spdlog::level::info, "info", component, msg, fields);
}
void warn(std::string_view component, std::string_view msg, Fields fields)
{
    write(spdlog::level::warn, "warning", component, msg, fields);
}
void error(std::string_view component, std::string_view msg, Fields fields)
{
    write(spdlog::level::err, "error", component, msg, fields);
}

void set_level(std::string_view level) { logger().set_level(spdlog::level::from_str(std::string(level))); }
} // namespace logs

#pragma once
// For tests: events in memory, kept as long as the test says.
#include "server/http/events.hpp"
#include <fmt/format.h>

namespace http
{
struct KeptEvents final : EventSource {
    explicit KeptEvents(std::int64_t first_id = 1) : next(first_id) {}

    void publish(const std::string& name, const std::string& json, std::optional<std::int64_t> department = {})
    {
        auto text = fmt::format("id: {}\nevent: {}\ndata: {}\n\n", next, name, json);
        auto shared = std::make_shared<const std::string>(text);
        all.push_back({next++, department, Permission::read_runs, shared, shared});
    }
    Kept kept() override { return all.empty() ? Kept{} : Kept{all.front().id, all.back().id}; }
    News news(std::int64_t after, std::size_t most) override { return {between(after, next, most), false}; }
    std::vector<Event> between(std::int64_t after, std::int64_t up_to, std::size_t most) override
    {
        std::vector<Event> found;
        for (const auto& event : all)
            if (event.id > after && event.id <= up_to && found.size() < most) found.push_back(event);
        return found;
    }

    std::vector<Event> all;
    std::int64_t next;
};
} // namespace http

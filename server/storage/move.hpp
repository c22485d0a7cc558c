#pragma once
// Makes one backend hold what another one holds, and nothing else. What was taken already is compared and not sent
// again, so a move that was cut off goes on.
#include "server/storage/backend.hpp"
#include <vector>

namespace storage
{
struct Moved {
    std::int64_t copied = 0, there_already = 0;
    std::int64_t bytes = 0;
    std::vector<std::string> lost; // that the first backend no longer has whole; they stay where they are
};

// Each object is compared with its name where it arrived. `scratch` is a folder for what is on its way; `tell` hears of
// every object. Throws Unreachable, Refusal(storage_full).
Moved move_objects(const Backend& from, Backend& to, const std::filesystem::path& scratch,
                   const std::function<void(const Moved&)>& tell);
} // namespace storage

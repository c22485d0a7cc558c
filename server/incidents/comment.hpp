#pragma once
// What people write on an issue, as it comes with a request. For routes: throws http::Stop (422).
#include "server/http/problem.hpp"
#include <optional>
#include <string>

namespace incidents
{
inline void require_short(const std::optional<std::string>& comment)
{
    constexpr std::size_t most = 4000;
    if (comment && comment->size() > most)
        throw http::Stop(http::invalid({{"comment", "must be shorter than 4,000 letters"}}, false));
}
} // namespace incidents

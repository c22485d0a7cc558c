#pragma once
#include "server/db/session.hpp"
#include <cstdint>

namespace users
{
struct Forgotten {
    std::int64_t tokens = 0;
    std::int64_t codes = 0;
};
// Takes away tokens that ended 90 days ago and codes that ended 30 days ago.
Forgotten forget_what_ended(db::Session& db);
} // namespace users

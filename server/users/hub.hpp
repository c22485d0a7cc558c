#pragma once
// What the routes about people need to know about this hub.
#include "server/db/session.hpp"
#include "server/http/permission.hpp"
#include "server/users/letters.hpp"
#include "server/users/token_store.hpp"
#include <functional>
#include <string>

namespace users
{
struct Hub {
    std::function<std::string(db::Session&)> school_name;
    std::function<bool(db::Session&)> has_demo;
    std::function<http::Permissions(const TokenOwner&)> permissions;
    std::function<std::string()> address; // as people reach it; never what a request says
    bool registration = false;            // people may register themselves
    bool links = false;                   // senders without an account may be sent one
    std::int64_t max_upload_bytes = 0;    // of one file
    bool second_factor_required = false;  // of admins and moderators

    LetterHead letter_head(db::Session& db) const { return {address(), school_name(db)}; }
    bool needs_second_factor(const User& user) const
    {
        return second_factor_required && user.role != Role::user && !user.second_factor;
    }
};
} // namespace users

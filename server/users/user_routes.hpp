#pragma once
#include "server/http/route.hpp"
#include "server/users/user.hpp"
#include <functional>

namespace users
{
std::span<const http::Route> routes();

// What the sign-in page and the frame around every screen need to know about this hub.
struct Hub {
    std::function<std::string(db::Session&)> school_name;
    std::function<bool(db::Session&)> has_demo;
    std::function<http::Permissions(Role)> permissions;
};
} // namespace users

#pragma once
// Who may do what: the permissions of each role.
#include "server/http/permission.hpp"
#include "server/users/user.hpp"
#include <string>

namespace app
{
http::Permissions permissions_of(users::Role role);
// The sentence of a 403: "Only a moderator or an admin may do this. Ask one of them."
std::string who_can_grant(http::Permission permission);
} // namespace app

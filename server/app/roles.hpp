#pragma once
// Who may do what: the permissions of each role.
#include "server/http/call.hpp"
#include "server/users/token_store.hpp"
#include <string>

namespace app
{
http::Permissions permissions_of(users::Role role);
// Of a token: a script has at most what its scopes name; somebody whose second factor is missing has the own account
// only.
http::Permissions permissions_of(const users::TokenOwner& owner, bool second_factor_missing);
// The sentence of a 403, with the people who can change it: "Only an admin may do this. Ask Avery Stone."
std::string who_can_grant(db::Session& db, const http::Caller& caller, http::Permission permission);
} // namespace app

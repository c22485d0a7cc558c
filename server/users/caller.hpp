#pragma once
// The signed-in person behind a call, as the stores want to know them.
#include "server/http/call.hpp"
#include "server/users/token_store.hpp"

namespace users
{
http::Caller caller_of(const TokenOwner& owner, http::Permissions permissions);
const User& user_of(const http::Call& call);
Scope scope_of(const http::Call& call);
} // namespace users

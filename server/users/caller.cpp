#include "server/users/caller.hpp"

namespace users
{
http::Caller caller_of(const TokenOwner& owner, http::Permissions permissions)
{
    http::Caller caller;
    caller.id = owner.user.id;
    caller.name = owner.user.name;
    caller.role = json::enum_text(owner.user.role);
    caller.permissions = permissions;
    caller.token_id = owner.token_id;
    caller.rights = rights_of(owner.user);
    for (const auto& membership : owner.user.departments) caller.departments.push_back(membership.department.id);
    caller.person = std::make_shared<const User>(owner.user);
    return caller;
}

const User& user_of(const http::Call& call) { return *static_cast<const User*>(call.caller().person.get()); }

Scope scope_of(const http::Call& call) { return scope_of(user_of(call)); }
} // namespace users

#include "server/users/signed_in.hpp"
#include "server/audit/note.hpp"
#include "server/users/caller.hpp"

namespace users
{
Me me_of(db::Session& db, const Hub& hub, const User& user, const http::Permissions& permissions)
{
    bool cut = !permissions.has(http::may::read_departments);
    return {user.id,          user.email,          user.name,           user.role,
            user.departments, permissions.list(),  user.second_factor,  cut && hub.needs_second_factor(user),
            hub.has_demo(db), hub.school_name(db), hub.max_upload_bytes};
}

SignedIn begin_session(db::Session& db, http::Call& call, const User& user, bool by_provider)
{
    std::string device(call.header("user-agent").substr(0, 200));
    auto issued = issue_token(db, user.id, device.empty() ? "unnamed" : device, by_provider);
    touch_token(db, issued.id);
    TokenOwner owner{user, issued.id, false, TokenKind::session, {}, by_provider};
    const auto& hub = call.use<Hub>();
    call.signed_in = caller_of(owner, hub.permissions(owner));
    audit::note(db, call, by_provider ? "user.sign_in_by_provider" : "user.sign_in", {"user", user.id, {}});
    return {issued.token, issued.expires_at, me_of(db, hub, user, call.signed_in->permissions)};
}
} // namespace users

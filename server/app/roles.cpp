#include "server/app/roles.hpp"
#include "server/users/caller.hpp"
#include "server/users/user_store.hpp"
#include <fmt/format.h>

namespace app
{
namespace
{
namespace may = http::may;

// Of their own departments; sending and fixing where the membership says so.
constexpr http::Permissions user = {may::signed_in,  may::own_account, may::read_departments,
                                    may::read_feeds, may::upload,      may::read_runs,
                                    may::write_runs, may::fix,         may::read_reports};

constexpr http::Permissions moderator = {
    may::signed_in,   may::own_account,  may::read_departments, may::manage_departments, may::read_feeds,
    may::write_feeds, may::upload,       may::read_runs,        may::write_runs,         may::fix,
    may::approve,     may::read_reports, may::read_people,      may::read_audit};

constexpr http::Permissions admin = {
    may::signed_in,   may::own_account,   may::read_departments, may::manage_departments, may::read_feeds,
    may::write_feeds, may::upload,        may::read_runs,        may::write_runs,         may::fix,
    may::approve,     may::read_reports,  may::read_people,      may::manage_people,      may::read_audit,
    may::read_system, may::manage_system, may::manage_students};
} // namespace

http::Permissions permissions_of(users::Role role)
{
    switch (role) {
    case users::Role::admin:
        return admin;
    case users::Role::moderator:
        return moderator;
    case users::Role::user:
        return user;
    }
    return {};
}

http::Permissions permissions_of(const users::TokenOwner& owner, bool second_factor_missing)
{
    if (second_factor_missing) return {may::signed_in, may::own_account};
    auto all = permissions_of(owner.user.role);
    if (owner.kind == users::TokenKind::session) return all;
    http::Permissions left{may::signed_in};
    for (auto scope : owner.scopes)
        if (scope != may::own_account && all.has(scope)) left.add(scope);
    return left;
}

std::string who_can_grant(db::Session& db, const http::Caller& caller, http::Permission permission)
{
    const auto& user = *static_cast<const users::User*>(caller.person.get());
    if (permissions_of(user.role).has(permission)) {
        if (caller.permissions.has(may::own_account))
            return "Your role needs a second factor here, and you have not set it up yet. Do so under My settings; an "
                   "admin can help.";
        return "This token was not made for that. Its owner can make another one under My settings; an admin can help.";
    }
    using users::Role;
    bool moderator_may = moderator.has(permission);
    auto names =
        users::names_of(db, moderator_may ? std::vector{Role::moderator, Role::admin} : std::vector{Role::admin});
    return fmt::format("Only {} may do this. Ask {}.", moderator_may ? "a moderator or an admin" : "an admin",
                       names.empty() ? "the person who runs BatchOps at your school" : names);
}
} // namespace app

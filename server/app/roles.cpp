#include "server/app/roles.hpp"

namespace app
{
namespace
{
namespace may = http::may;

// Of their own departments; sending and fixing where the membership says so.
constexpr http::Permissions user = {may::read_departments, may::read_feeds, may::upload,      may::read_runs,
                                    may::write_runs,       may::fix,        may::read_reports};

constexpr http::Permissions moderator = {may::read_departments, may::read_feeds, may::write_feeds, may::upload,
                                         may::read_runs,        may::write_runs, may::fix,         may::approve,
                                         may::read_reports,     may::read_people};

constexpr http::Permissions admin = {may::read_departments, may::manage_departments, may::read_feeds,  may::write_feeds,
                                     may::upload,           may::read_runs,          may::write_runs,  may::fix,
                                     may::approve,          may::read_reports,       may::read_people, may::read_system,
                                     may::manage_system};
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

std::string who_can_grant(http::Permission permission)
{
    if (moderator.has(permission))
        return "Only a moderator or an admin may do this. Ask one of them, or ask an admin for the role.";
    return "Only an admin may do this. Ask one.";
}
} // namespace app

#pragma once
// People, what they may see, and where they may send.
#include "server/departments/department.hpp"
#include "server/users/scope.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace users
{
enum class Role { admin, moderator, user };
BOOST_DESCRIBE_ENUM(Role, admin, moderator, user)

struct UserRef {
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(UserRef, (), (id, name))

// A member of a department may send files to it or only look.
struct Membership {
    departments::DepartmentRef department;
    bool may_send = false;
};
BOOST_DESCRIBE_STRUCT(Membership, (), (department, may_send))

// invited: has not accepted yet; unverified: has registered and not proven the address.
enum class UserState { active, invited, unverified, disabled };
BOOST_DESCRIBE_ENUM(UserState, active, invited, unverified, disabled)

struct User {
    std::int64_t id = 0;
    std::string email;
    std::string name;
    Role role = Role::user;
    std::vector<Membership> departments;
    std::optional<std::string> last_seen_at;
    UserState state = UserState::active;
    bool second_factor = false;
};
BOOST_DESCRIBE_STRUCT(User, (), (id, email, name, role, departments, last_seen_at, state, second_factor))

// Admins and moderators see every department, a user the own ones.
inline Scope scope_of(const User& user)
{
    if (user.role != Role::user) return Scope::everything();
    std::vector<std::int64_t> own;
    for (const auto& membership : user.departments) own.push_back(membership.department.id);
    return Scope::of(std::move(own));
}

inline bool may_send_to(const User& user, std::int64_t department)
{
    return user.role != Role::user || std::ranges::any_of(user.departments, [&](const Membership& membership) {
               return membership.department.id == department && membership.may_send;
           });
}
} // namespace users

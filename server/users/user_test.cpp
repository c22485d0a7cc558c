#include "server/users/user.hpp"
#include <gtest/gtest.h>

namespace users
{
namespace
{
User person(Role role)
{
    User made;
    made.role = role;
    made.departments = {{{1, "fees", "Fees"}, true}, {{2, "library", "Library"}, false}};
    return made;
}

TEST(User, a_user_sees_the_own_departments_and_the_others_see_all)
{
    EXPECT_TRUE(scope_of(person(Role::user)).sees(2));
    EXPECT_FALSE(scope_of(person(Role::user)).sees(3));
    EXPECT_TRUE(scope_of(person(Role::moderator)).sees(3));
    EXPECT_TRUE(scope_of(person(Role::admin)).sees(3));
}

TEST(User, a_member_who_only_looks_may_not_send)
{
    EXPECT_TRUE(may_send_to(person(Role::user), 1));
    EXPECT_FALSE(may_send_to(person(Role::user), 2));
    EXPECT_FALSE(may_send_to(person(Role::user), 3));
    EXPECT_TRUE(may_send_to(person(Role::moderator), 3));
}
} // namespace
} // namespace users

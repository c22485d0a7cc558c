#pragma once
// What an admin changes about a person.
#include "server/users/user_store.hpp"

namespace users
{
struct PersonChange {
    std::string name;
    Role role = Role::user;
    std::vector<MembershipOf> departments; // in place of the ones before
};
// Refuses to take the role from the last admin, and a department that does not exist.
Result<User> change(db::Session& db, std::int64_t id, const PersonChange& wanted);

// Tokens and codes end with it. Refuses the last admin.
Result<User> disable(db::Session& db, std::int64_t id);
Result<User> enable(db::Session& db, std::int64_t id);

// The password of somebody whose address is proven by the code that came to it.
void set_first_password(db::Session& db, std::int64_t id, const std::string& hash,
                        const std::optional<std::string>& name = std::nullopt);
void note_verified(db::Session& db, std::int64_t id);
void note_inviter(db::Session& db, std::int64_t id, std::int64_t inviter_id);
} // namespace users

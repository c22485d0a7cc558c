#pragma once
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/users/user.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace users
{
struct MembershipOf {
    std::int64_t department_id = 0;
    bool may_send = false;
};

struct NewUser {
    std::string email; // stored in lower case
    std::string name;
    Role role = Role::user;
    std::string password_hash; // as hash_password makes it
    std::vector<MembershipOf> departments;
    bool demo = false;
    bool verified = true; // the address is known to be the person's
};

struct UserFilter {
    std::optional<std::string> search; // looks at name and address
    std::optional<UserState> state;
};

// Refuses an address that is taken.
Result<User> insert(db::Session& db, const NewUser& user);
// Disabled people are not found: they may not sign in, and their tokens stop at once.
std::optional<User> find(db::Session& db, std::int64_t id);
// Found also when disabled.
std::optional<User> find_anyone(db::Session& db, std::int64_t id);
std::optional<User> find_by_email(db::Session& db, std::string_view email);
std::optional<std::string> password_hash(db::Session& db, std::int64_t id);
void set_password_hash(db::Session& db, std::int64_t id, const std::string& hash);
// Everyone, also who is switched off; orderings: name (default), email, id.
Result<db::Page<User>> list(db::Session& db, const UserFilter& filter, const db::PageQuery& wanted);
// "Avery Stone or Maya Okafor": who holds one of the roles, five names at most, for sentences that say whom to ask.
std::string names_of(db::Session& db, const std::vector<Role>& roles,
                     std::optional<std::int64_t> except = std::nullopt);
// Whom an admin's mail goes to.
std::vector<std::string> addresses_of_admins(db::Session& db);
// Whether nobody has been made yet.
bool nobody(db::Session& db);
} // namespace users

#pragma once
// People whom the hub writes to.
#include "server/db/session.hpp"
#include "server/users/user.hpp"

namespace users
{
struct Recipient {
    std::int64_t id = 0;
    std::string name, email;
};
BOOST_DESCRIBE_STRUCT(Recipient, (), (id, name, email))

// Those of them who can sign in, by name.
std::vector<Recipient> find_recipients(db::Session& db, const std::vector<std::int64_t>& ids);
std::vector<UserRef> find_refs(db::Session& db, const std::vector<std::int64_t>& ids);
} // namespace users

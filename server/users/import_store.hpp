#pragma once
// People of an earlier system (Django's auth_user) become people of the hub.
#include "server/db/session.hpp"
#include "server/users/user.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>

namespace users
{
// A row of auth_user.
struct DjangoUser {
    std::string username, email, first_name, last_name;
    std::string password; // pbkdf2_sha256$…, kept; any other form means that a new one must be asked for
    bool is_staff = false, is_superuser = false, is_active = true;
};

enum class Imported {
    made,          // signs in with the password of before; its hash is made anew then
    made_to_reset, // must ask for a new password first
    here_already,  // left as it is
    no_address,    // has no e-mail address to sign in with
};
BOOST_DESCRIBE_ENUM(Imported, made, made_to_reset, here_already, no_address)

// A superuser becomes an admin, staff a moderator, anybody else a user, of `department` where one is given. Doing it
// twice changes nothing.
Imported import_person(db::Session& db, const DjangoUser& person, std::optional<std::int64_t> department);
} // namespace users

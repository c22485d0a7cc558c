#pragma once
// What a sign-in gives: a token, and who one is.
#include "server/http/call.hpp"
#include "server/users/hub.hpp"
#include <boost/describe.hpp>
#include <string>
#include <vector>

namespace users
{
struct Me {
    std::int64_t id = 0;
    std::string email;
    std::string name;
    Role role = Role::user;
    std::vector<Membership> departments;
    std::vector<http::Permission> permissions;
    bool second_factor = false;
    bool second_factor_missing = false; // until it is set up, only the own settings are open
    bool demo = false;                  // the demo school is there: the banner shows
    std::string school_name;
    std::int64_t max_upload_bytes = 0; // of one file
};
BOOST_DESCRIBE_STRUCT(Me, (),
                      (id, email, name, role, departments, permissions, second_factor, second_factor_missing, demo,
                       school_name, max_upload_bytes))

struct SignedIn {
    std::string token;
    std::string expires_at;
    Me me;
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (token, expires_at, me))

Me me_of(db::Session& db, const Hub& hub, const User& user, const http::Permissions& permissions);
// Issues the token of a new session and notes it.
SignedIn begin_session(db::Session& db, http::Call& call, const User& user, bool by_provider);
} // namespace users

#pragma once
// What an empty hub is given: its first admin, and the demo school where it is wanted.
#include "server/db/database.hpp"
#include <string>
#include <vector>

namespace app
{
// Shown once, on the terminal; only its hash is kept.
struct NewAccount {
    std::string email;
    std::string name;
    std::string role;
    std::string password;
};

bool is_first_start(db::Database& database);
NewAccount make_admin(db::Database& database, const std::string& email);
} // namespace app

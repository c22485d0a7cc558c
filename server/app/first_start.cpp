#include "server/app/first_start.hpp"
#include "server/users/password.hpp"
#include "server/users/user_store.hpp"

namespace app
{
bool is_first_start(db::Database& database)
{
    return database.read([](db::Session& db) { return users::nobody(db); });
}

NewAccount make_admin(db::Database& database, const std::string& email)
{
    NewAccount account{email, "Admin", "admin", users::random_password()};
    auto hash = require(users::hash_password(account.password));
    users::NewUser user{email, account.name, users::Role::admin, hash, {}, false};
    require(database.transact([&](db::Session& db) { return users::insert(db, user); }));
    return account;
}
} // namespace app

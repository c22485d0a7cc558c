#pragma once
// The demo school, put into an empty hub the way its clerks would: people, file rules, two weeks of files, and what it
// expects when.
#include "server/app/first_start.hpp"
#include "server/storage/storage.hpp"
#include <filesystem>
#include <string>
#include <vector>

namespace app
{
// All of it or nothing. The accounts to print: an admin, a moderator and one clerk; the other clerks have no password.
// `pickup`: the folder that its source looks at; made.
std::vector<NewAccount> make_demo(db::Database& database, storage::Storage& storage,
                                  const std::filesystem::path& pickup);
} // namespace app

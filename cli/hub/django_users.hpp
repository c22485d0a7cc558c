#pragma once
// What Django keeps of people: rows of auth_user as CSV (with a header), or the JSON of `manage.py dumpdata auth.user`.
#include "server/users/import_store.hpp"
#include <string>
#include <vector>

namespace cli
{
// Throws Problem with what is wrong and where. CSV is read in a child process, as every file is.
std::vector<users::DjangoUser> read_django_users(const std::string& path);
} // namespace cli

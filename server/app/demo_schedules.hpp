#pragma once
// The schedules of the demo school: its calendar, what is expected when, a reminder, and a folder that files are picked
// up from. One file of the current week is late when the school is made.
#include "server/db/session.hpp"
#include <filesystem>
#include <map>

namespace app
{
// `people`: ids by address. `pickup`: the folder, which is there.
void make_demo_schedules(db::Session& db, const std::map<std::string, std::int64_t>& people,
                         const std::filesystem::path& pickup);
} // namespace app

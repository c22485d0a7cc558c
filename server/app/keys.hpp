#pragma once
// The keys under which secrets are kept (base/sealing.hpp): from the setting sealing_keys, otherwise from the file
// sealing.key in the data folder, which the first start makes for its owner alone.
#include "base/sealing.hpp"
#include "server/app/duties.hpp"
#include "server/db/database.hpp"
#include <string>

namespace app
{
// As they are written down, without an end of line. The passphrase of the backups that an upgrade makes.
std::string sealing_lines(const std::string& setting, const std::string& data_folder);

// Throws Refusal in words.
SealingKeys sealing_keys(const std::string& setting, const std::string& data_folder);
// One of several processes makes no key of its own: it is given that of the hub.
SealingKeys keys_of_process(const Config& config, const Duties& duties, const std::string& data_folder);
// Over PostgreSQL: throws Refusal where the database is sealed with keys that are not among these.
void require_fitting_keys(db::Database& database, const SealingKeys& keys);
} // namespace app

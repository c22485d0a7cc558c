#pragma once
// The keys under which secrets are kept (base/sealing.hpp): from the setting sealing_keys, otherwise from the file
// sealing.key in the data folder, which the first start makes for its owner alone.
#include "base/sealing.hpp"
#include <string>

namespace app
{
// As they are written down, without an end of line. The passphrase of the backups that an upgrade makes.
std::string sealing_lines(const std::string& setting, const std::string& data_folder);

// Throws Refusal in words.
SealingKeys sealing_keys(const std::string& setting, const std::string& data_folder);
} // namespace app

#pragma once
// The keys under which secrets are kept (base/sealing.hpp): from the setting sealing_keys, otherwise from the file
// sealing.key in the data folder, which the first start makes for its owner alone.
#include "base/sealing.hpp"
#include <string>

namespace app
{
// Throws Refusal in words.
SealingKeys sealing_keys(const std::string& setting, const std::string& data_folder);
} // namespace app

#pragma once
// Where the files of a hub are, by its settings: in its data folder, or in a bucket.
#include "server/app/config.hpp"
#include "server/storage/backend.hpp"
#include <memory>

namespace app
{
// A bucket is asked whether it can be used. Throws Refusal that says what is wrong and what to do.
std::unique_ptr<storage::Backend> storage_backend(const Config& config, const std::string& data_folder);
} // namespace app

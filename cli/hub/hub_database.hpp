#pragma once
// The database of a hub, for commands that work beside the server.
#include "server/app/config.hpp"
#include "server/db/database.hpp"
#include <memory>
#include <string>

namespace CLI // NOLINT(readability-identifier-naming): the library's name
{
class App;
}

namespace cli
{
// --data and --database, as for serve.
void add_hub_options(CLI::App& command, const std::shared_ptr<app::Given>& given);
// Throws Problem where there is no hub.
std::string hub_database_url(const app::Config& config);
} // namespace cli

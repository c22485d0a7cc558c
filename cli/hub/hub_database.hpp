#pragma once
// The database of a hub, for commands that work beside the server.
#include "base/sealing.hpp"
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

// The database of a hub, with the keys that seal its history. Throws Problem where there is no hub.
class HubDatabase
{
public:
    explicit HubDatabase(const app::Given& given);
    ~HubDatabase();
    HubDatabase(const HubDatabase&) = delete;
    HubDatabase& operator=(const HubDatabase&) = delete;

    app::Config config;

private:
    SealingKeys keys_;

public:
    db::Database database;
};

// For what must not happen beside a hub, after its data folder is locked. Throws Problem.
void require_stopped(HubDatabase& hub);
} // namespace cli

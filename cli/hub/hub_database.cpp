#include "cli/hub/hub_database.hpp"
#include "cli/problem.hpp"
#include "server/app/keys.hpp"
#include "server/audit/audit_store.hpp"
#include "server/runs/gauge_store.hpp"
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>

namespace cli
{
void add_hub_options(CLI::App& command, const std::shared_ptr<app::Given>& given)
{
    for (const char* name : {"data", "database"})
        command.add_option_function<std::string>(
            std::string("--") + name, [given, name](const std::string& value) { (*given)[name] = value; },
            "As for serve");
}

namespace
{
std::string hub_database_url(const app::Config& config)
{
    if (!config.database.empty()) return config.database;
    auto path = std::filesystem::path(config.data) / "batchops.db";
    if (!std::filesystem::exists(path))
        throw Problem(fmt::format("There is no hub in {}. Name its data folder with --data.", config.data));
    return "sqlite:" + path.string();
}

// The url first: without a hub no key is made.
SealingKeys keys_of(const app::Config& config)
{
    hub_database_url(config);
    return app::sealing_keys(config.sealing_keys, config.data);
}
} // namespace

HubDatabase::HubDatabase(const app::Given& given)
    : config(app::read_config(given)), keys_(keys_of(config)), database(hub_database_url(config))
{
    audit::use_keys(&keys_);
}

HubDatabase::~HubDatabase() { audit::use_keys(nullptr); }

void require_stopped(HubDatabase& hub)
{
    if (hub.config.database.empty()) return; // the lock on the data folder says so
    auto alive = hub.database.read([](db::Session& db) { return runs::live_workers(db).size(); });
    if (alive > 0)
        throw Problem("A hub works on this database. Stop it first (and wait a minute where it was killed), so that "
                      "nothing arrives at the old place meanwhile.");
}
} // namespace cli

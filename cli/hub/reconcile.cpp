#include "server/pipeline/reconcile.hpp"
#include "base/result.hpp"
#include "cli/hub/commands.hpp"
#include "cli/hub/hub_database.hpp"
#include "cli/problem.hpp"
#include "server/app/data_folder.hpp"
#include "server/app/installation.hpp"
#include "server/app/storage_backend.hpp"
#include "server/pipeline/objects.hpp"
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace cli
{
namespace
{
// Nobody listens beside a server that is stopped.
struct NobodyListens final : runs::EventSink {
    void run_changed(const runs::Run&) override {}
    void stage_changed(const runs::StageEvent&) override {}
    void report_published(const reports::Report&) override {}
};

void print(const char* heading, const std::vector<std::string>& lines)
{
    if (lines.empty()) return;
    std::cout << heading << "\n";
    for (const auto& line : lines) std::cout << "  " << line << "\n";
}

int reconcile(const app::Given& given, bool join)
{
    HubDatabase hub(given);
    app::DataFolder folder(hub.config.data); // no server works on it meanwhile
    storage::Storage storage(folder.path(), {}, app::storage_backend(hub.config, folder.path()));
    if (join) app::join_installation(hub.database, storage);
    app::require_same_installation(hub.database, storage, folder.path());
    NobodyListens nobody;
    pipeline::Context context{hub.database, storage, nobody, "reconcile"};
    pipeline::ObjectRegister objects(hub.database, storage, context.house);
    auto done = pipeline::reconcile(context);
    std::cout << done.adopted << " files that only storage knew were taken in again, each with a run.\n";
    print("These could not be taken in; they stay in storage:", done.not_adopted);
    print("These are known to the database and missing in storage; bring them back from a backup:", done.missing);
    return done.not_adopted.empty() && done.missing.empty() ? published : held;
}
} // namespace

void add_reconcile(CLI::App& app, int& status)
{
    struct Options {
        bool join = false;
        std::shared_ptr<app::Given> given = std::make_shared<app::Given>();
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(reconcile_command.name, reconcile_command.does);
    command->add_flag("--join", options->join, "The data folder and the database belong together, whatever they say");
    add_hub_options(*command, options->given);
    command->callback([options, &status] {
        try {
            status = reconcile(*options->given, options->join);
        } catch (const Refusal& refusal) {
            throw Problem(refusal.message);
        }
    });
}
} // namespace cli

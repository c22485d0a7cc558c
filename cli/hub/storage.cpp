#include "base/log.hpp"
#include "base/result.hpp"
#include "cli/hub/commands.hpp"
#include "cli/hub/hub_database.hpp"
#include "cli/problem.hpp"
#include "server/app/data_folder.hpp"
#include "server/app/installation.hpp"
#include "server/app/storage_backend.hpp"
#include "server/storage/folder.hpp"
#include "server/storage/move.hpp"
#include "server/storage/s3.hpp"
#include "server/storage/s3_check.hpp"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <unistd.h>

namespace cli
{
namespace
{
bool is_in_bucket(const app::Config& config) { return !config.s3_endpoint.empty() || !config.s3_bucket.empty(); }

int check(const app::Given& given)
{
    auto config = app::read_config(given);
    logs::set_level("off"); // what is wrong is printed
    auto backend = app::storage_backend(config, config.data);
    std::cout << "Files are kept in " << backend->name() << ".\n";
    const auto* bucket = dynamic_cast<const storage::S3*>(backend.get());
    if (!bucket) {
        std::cout << "To keep them in a bucket, set s3_endpoint, s3_bucket, s3_region, s3_access_key and "
                     "s3_secret_key.\n";
        return published;
    }
    bool fine = true;
    for (const auto& tried : storage::try_s3(bucket->client())) {
        std::cout << fmt::format("  {:<22} {}\n", tried.what, tried.fine ? "works" : "DOES NOT WORK: " + tried.words);
        fine &= tried.fine;
    }
    return fine ? published : held;
}

int move(const app::Given& given, bool to_folder)
{
    HubDatabase hub(given);
    if (!is_in_bucket(hub.config))
        throw Problem("The settings name no bucket. Set s3_endpoint, s3_bucket, s3_region, s3_access_key and "
                      "s3_secret_key first; “batchops storage check” then tries them.");
    app::DataFolder data(hub.config.data);
    require_stopped(hub);
    std::unique_ptr<storage::Backend> folder = std::make_unique<storage::Folder>(data.path());
    auto bucket = app::storage_backend(hub.config, data.path());
    auto& from = to_folder ? bucket : folder;
    auto& to = to_folder ? folder : bucket;
    app::begin_move(hub.database, *from, *to);
    auto scratch = std::filesystem::path(data.path()) / "storage" / "tmp";
    bool watched = isatty(STDERR_FILENO) != 0;
    auto moved = storage::move_objects(*from, *to, scratch, [&](const storage::Moved& so_far) {
        if (watched) std::cerr << "\r" << so_far.copied + so_far.there_already << " files" << std::flush;
    });
    if (watched) std::cerr << "\r";
    app::end_move(hub.database, *from, *to);
    std::cout << fmt::format("{} files ({} bytes) were copied to {} and compared there; {} were there already.\n",
                             moved.copied, moved.bytes, to->name(), moved.there_already);
    for (const auto& key : moved.lost) std::cout << "  missing or damaged before: " << key << "\n";
    std::cout << (to_folder ? "From now on the hub starts without the s3_… settings. "
                            : "From now on the hub starts with these settings. ")
              << "The copies in " << from->name() << " can be removed once you have seen it work.\n";
    return moved.lost.empty() ? published : held;
}
} // namespace

void add_storage(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand(storage_command.name, storage_command.does);
    command->require_subcommand(1);
    auto given = std::make_shared<app::Given>();
    auto to_folder = std::make_shared<bool>(false);
    auto add = [&](const char* name, const char* does, auto work) {
        auto* one = command->add_subcommand(name, does);
        add_hub_options(*one, given);
        one->callback([work, &status] {
            try {
                status = work();
            } catch (const storage::Unreachable& unreachable) {
                throw Problem(unreachable.cause);
            } catch (const Refusal& refusal) {
                throw Problem(refusal.message);
            }
        });
        return one;
    };
    add("check", "Try what the bucket of the settings can do", [given] { return check(*given); });
    add("move", "Copy all files to the bucket of the settings, compare them there, and switch to it",
        [given, to_folder] { return move(*given, *to_folder); })
        ->add_flag("--to-folder", *to_folder, "The other way: from the bucket back to the data folder");
}
} // namespace cli

#include "server/backup/backup.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "cli/hub/commands.hpp"
#include "cli/hub/hub_database.hpp"
#include "cli/problem.hpp"
#include "server/app/data_folder.hpp"
#include "server/app/installation.hpp"
#include "server/app/keys.hpp"
#include "server/app/storage_backend.hpp"
#include "server/audit/chain_store.hpp"
#include "server/runs/gauge_store.hpp"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

namespace cli
{
namespace
{
namespace fs = std::filesystem;
constexpr std::size_t least_passphrase = 12;

struct Options {
    std::string path, passphrase_file;
    bool with_key = false;
    app::Given given;
};

std::string passphrase_in(const std::string& path)
{
    if (path.empty()) throw Problem("Name a file that holds the passphrase of the backup: --passphrase-file.");
    std::ifstream file(path);
    std::stringstream content;
    content << file.rdbuf();
    if (!file) throw Problem(fmt::format("The passphrase file {} cannot be read.", path));
    auto text = content.str();
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    if (text.size() < least_passphrase)
        throw Problem(
            fmt::format("The passphrase in {} is too short: {} characters at least. “openssl rand -base64 24” "
                        "makes one.",
                        path, least_passphrase));
    return text;
}

std::string database_of(const app::Config& config)
{
    return config.database.empty() ? "sqlite:" + (fs::path(config.data) / "batchops.db").string() : config.database;
}

int print(const backup::Made& made)
{
    std::cout << fmt::format("  made {} by BatchOps {}\n  {} rows of {} tables\n  {} files, {} bytes\n",
                             made.head.made_at, made.head.program, made.rows(), made.contents.tables.size(),
                             made.contents.objects, made.contents.object_bytes);
    for (const auto& name : made.contents.files) std::cout << "  with " << name << "\n";
    for (const auto& key : made.contents.lost) std::cout << "  missing or damaged when it was made: " << key << "\n";
    return made.contents.lost.empty() ? published : held;
}

int make(const Options& options)
{
    if (options.path.empty()) throw Problem("Name the file to write: batchops backup OUT.");
    auto passphrase = passphrase_in(options.passphrase_file);
    HubDatabase hub(options.given);
    auto objects = app::storage_backend(hub.config, hub.config.data);
    fs::path data = hub.config.data;
    backup::Source source{database_of(hub.config), objects.get(), {}};
    source.files["erasures.jsonl"] = data / "erasures.jsonl";
    source.files["history-anchors.jsonl"] = app::anchors_file(hub.config, hub.config.data);
    if (options.with_key) {
        if (!hub.config.sealing_keys.empty())
            throw Problem("The sealing keys of this hub come from a setting and are not in its data folder. Keep them "
                          "by themselves, and leave out --with-key.");
        source.files["sealing.key"] = data / "sealing.key";
    }
    auto made = backup::make(options.path, passphrase, source);
    std::cout << "The backup " << options.path << " is made and was read again:\n";
    auto status = print(made);
    if (!options.with_key)
        std::cout << "The sealing key is not in it. Keep " << (data / "sealing.key").string()
                  << " somewhere else: without it the history cannot be checked, and second factors are lost.\n";
    return status;
}

int verify(const Options& options)
{
    auto made = backup::verify(options.path, passphrase_in(options.passphrase_file));
    std::cout << "The backup " << options.path << " holds:\n";
    return print(made);
}

void require_key(const app::Config& config, const backup::Made& made)
{
    bool brings = std::ranges::find(made.contents.files, "sealing.key") != made.contents.files.end();
    auto path = fs::path(config.data) / "sealing.key";
    if (brings || !config.sealing_keys.empty() || fs::exists(path)) return;
    throw Problem(
        fmt::format("The backup does not hold the sealing key of the hub. Put it into {} first, or name it in "
                    "the setting sealing_keys.",
                    path.string()));
}

void require_empty(const storage::Backend& objects)
{
    bool empty = true;
    for (const auto* prefix : {"uploads/", "exports/"})
        objects.list(prefix, [&](const storage::Listed&) { return empty = false; });
    if (!empty)
        throw Problem(fmt::format("In {} there are files already. Name a place that is empty; nothing was restored.",
                                  objects.name()));
}

int say_whether_history_holds(const app::Config& config, db::Database& database)
{
    auto anchors = audit::anchors_in(app::anchors_file(config, config.data));
    auto state = database.read([&](db::Session& db) { return audit::check_chain(db, anchors); });
    if (state.holds) {
        std::cout << "The history holds: " << state.events << " events, none changed, none missing.\n";
        return published;
    }
    std::cout << (state.key_missing ? "The history cannot be checked: it was sealed with another key.\n"
                                    : "The history does not hold. Run batchops audit verify.\n");
    return held;
}

int restore(const Options& options)
{
    auto passphrase = passphrase_in(options.passphrase_file);
    auto config = app::read_config(options.given);
    auto verified = backup::verify(options.path, passphrase);
    app::DataFolder data(config.data);
    config.data = data.path();
    require_key(config, verified);
    auto objects = app::storage_backend(config, config.data);
    bool database_alone = verified.contents.objects == 0 && verified.contents.lost.empty();
    if (!database_alone) require_empty(*objects);
    backup::restore(options.path, passphrase, {database_of(config), objects.get(), config.data});

    auto keys = app::sealing_keys(config.sealing_keys, config.data);
    audit::use_keys(&keys);
    db::Database database(database_of(config));
    database.transact(runs::forget_workers);
    storage::Storage storage(config.data, {}, std::move(objects));
    if (database_alone)
        app::require_same_installation(database, storage, config.data);
    else
        app::join_installation(database, storage);
    std::cout << "The backup " << options.path << " is restored:\n";
    auto status = std::max(print(verified), say_whether_history_holds(config, database));
    audit::use_keys(nullptr);
    std::cout
        << "Whoever was erased since it was made is erased again when the hub starts, as far as erasures.jsonl and "
           "the setting erasure_list tell.\n";
    return status;
}

int copy_to(const Options& options)
{
    HubDatabase hub(options.given);
    app::DataFolder data(hub.config.data);
    require_stopped(hub);
    auto from = db::open(database_of(hub.config), true), to = db::open(options.path, false);
    auto has = db::applied_migrations(*from);
    if (has.empty() || has != db::known_migrations(from->engine()))
        throw Problem("The database is of an older version. Start the hub once, so that it is brought up to date.");
    if (db::is_in_use(*to))
        throw Problem("The database to copy to is in use: it has accounts. Name one that is empty.");
    db::migrate_up_to(*to, "");
    db::TableWriter writer(*to);
    auto sums = db::read_tables(
        *from, [&](const db::Table& table) { writer.begin(table); }, [&](const std::string& row) { writer.add(row); });
    writer.finish(sums);
    auto ignore = [](const auto&) {};
    auto arrived = db::read_tables(*to, ignore, ignore);
    std::int64_t rows = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (i >= arrived.size() || arrived[i].sum != sums[i].sum || arrived[i].rows != sums[i].rows)
            throw Problem(
                fmt::format("The rows of {} did not arrive as they were read. Do not use the copy.", sums[i].name));
        rows += sums[i].rows;
    }
    std::cout << fmt::format("{} rows of {} tables were copied, read again and compared. Start the hub with "
                             "database = \"…\" of the copy; the one before is left as it was.\n",
                             rows, sums.size());
    return published;
}

template <class Work> void in_words(int& status, Work work)
{
    logs::set_level("off"); // what is wrong is printed
    try {
        status = work();
    } catch (const storage::Unreachable& unreachable) {
        throw Problem(unreachable.cause);
    } catch (const Refusal& refusal) {
        throw Problem(refusal.message);
    } catch (const db::Error& error) {
        throw Problem(fmt::format("The database cannot be used: {}", error.what()));
    }
}

void add_passphrase(CLI::App& command, Options& options)
{
    command.add_option("--passphrase-file", options.passphrase_file, "A file that holds the passphrase of the backup");
}
} // namespace

void add_backup(CLI::App& app, int& status)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(backup_command.name, backup_command.does);
    command->add_option("OUT", options->path, "The file to write");
    command->add_flag("--with-key", options->with_key, "Put the sealing key into it too");
    add_passphrase(*command, *options);
    add_hub_options(*command, std::shared_ptr<app::Given>(options, &options->given));
    auto* check = command->add_subcommand("verify", "Read a backup and compare every hash and count in it");
    check->add_option("FILE", options->path, "The backup")->required();
    add_passphrase(*check, *options);
    command->callback([options, check, &status] {
        in_words(status, [&] { return check->parsed() ? verify(*options) : make(*options); });
    });
}

void add_restore(CLI::App& app, int& status)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(restore_command.name, restore_command.does);
    command->add_option("FILE", options->path, "The backup")->required();
    add_passphrase(*command, *options);
    add_hub_options(*command, std::shared_ptr<app::Given>(options, &options->given));
    command->callback([options, &status] { in_words(status, [&] { return restore(*options); }); });
}

void add_copy_to(CLI::App& app, int& status)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(copy_to_command.name, copy_to_command.does);
    command->add_option("URL", options->path, "postgresql://… or sqlite:/… of an empty database")->required();
    add_hub_options(*command, std::shared_ptr<app::Given>(options, &options->given));
    command->callback([options, &status] { in_words(status, [&] { return copy_to(*options); }); });
}
} // namespace cli

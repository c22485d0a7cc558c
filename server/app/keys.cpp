#include "server/app/keys.hpp"
#include "base/result.hpp"
#include "server/objects/installation_store.hpp"
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace app
{
namespace
{
// Made under another name and linked, so that the file is whole from its first moment.
void make_key_file(const std::string& path)
{
    auto fresh = path + ".new";
    int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) throw std::system_error(errno, std::generic_category(), fresh);
    auto line = SealingKeys::new_line();
    bool written = write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && fsync(file) == 0;
    int why = errno;
    close(file);
    if (!written) throw std::system_error(why, std::generic_category(), fresh);
    if (link(fresh.c_str(), path.c_str()) != 0 && errno != EEXIST)
        throw std::system_error(errno, std::generic_category(), path);
    unlink(fresh.c_str());
}

std::string read_key_file(const std::string& path)
{
    std::ifstream file(path);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}
} // namespace

std::string sealing_lines(const std::string& setting, const std::string& data_folder)
{
    auto lines = setting.empty() ? read_key_file(data_folder + "/sealing.key") : setting;
    while (!lines.empty() && (lines.back() == '\n' || lines.back() == '\r')) lines.pop_back();
    return lines;
}

SealingKeys sealing_keys(const std::string& setting, const std::string& data_folder)
{
    auto path = data_folder + "/sealing.key";
    auto source = setting.empty() ? path : std::string("The setting sealing_keys");
    try {
        if (setting.empty() && access(path.c_str(), F_OK) != 0) make_key_file(path);
        return SealingKeys::from_lines(setting.empty() ? read_key_file(path) : setting);
    } catch (const std::system_error& error) {
        throw Refusal{Why::conflict, fmt::format("The key for secrets cannot be kept: {}.", error.what())};
    } catch (const std::invalid_argument&) {
        throw Refusal{Why::invalid,
                      fmt::format("{} does not hold keys. Expected: one key a line, each of 64 hex digits; the first "
                                  "one is used for new secrets. “openssl rand -hex 32” makes one.",
                                  source)};
    }
}

SealingKeys keys_of_process(const Config& config, const Duties& duties, const std::string& data_folder)
{
    if (!duties.all() && config.sealing_keys.empty() && access((data_folder + "/sealing.key").c_str(), F_OK) != 0)
        throw Refusal{Why::invalid,
                      fmt::format("A process with the role {} needs the keys of the hub, and was given none. Put them "
                                  "into the setting sealing_keys (BATCHOPS_SEALING_KEYS_FILE names a file), the same "
                                  "for every process; “openssl rand -hex 32” makes a key for a new hub.",
                                  config.role)};
    return sealing_keys(config.sealing_keys, data_folder);
}

void require_fitting_keys(db::Database& database, const SealingKeys& keys)
{
    static constexpr auto text = "BatchOps", about = "the keys of the hub";
    if (database.engine() != db::Engine::postgres) return; // its keys lie beside it
    database.transact([&](db::Session& db) {
        auto sealed = objects::sealed_sample(db);
        if (sealed && !keys.open(*sealed, about))
            throw Refusal{
                Why::conflict,
                "The database is sealed with another key than this process was given, so that second factors, "
                "passwords of files and letters that wait could not be read. Give it the keys of the hub "
                "(the setting sealing_keys, or sealing.key in its data folder). Nothing was changed. If that "
                "key is lost for good, say so once: batchops reconcile --join"};
        objects::set_sealed_sample(db, keys.seal(text, about)); // with the newest key
    });
}
} // namespace app

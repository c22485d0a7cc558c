#include "server/db/on_both_engines.hpp"
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <pwd.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace db
{
namespace
{
namespace fs = std::filesystem;
constexpr auto binaries = "/usr/lib/postgresql/15/bin/";

fs::path new_folder(const char* name)
{
    auto pattern = (fs::temp_directory_path() / (std::string(name) + "-XXXXXX")).string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder can be made");
    return pattern;
}

pid_t start(const std::vector<std::string>& words, const fs::path& log)
{
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    pid_t child = 0;
    auto failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed) throw std::system_error(failed, std::generic_category(), arguments[0]);
    return child;
}

bool succeeds(const std::vector<std::string>& words, const fs::path& log)
{
    int status = 0;
    auto child = start(words, log);
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// A PostgreSQL of the test process alone: temporary folder, Unix socket, gone when the process ends (also by a crash).
class Cluster
{
public:
    Cluster() : folder_(new_folder("batchops-pg"))
    {
        if (geteuid() == 0) { // PostgreSQL refuses to run as root
            auto* account = getpwnam("postgres");
            if (!account || chown(folder_.c_str(), account->pw_uid, account->pw_gid) != 0)
                throw std::runtime_error("the account postgres is missing");
            as_ = {"setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=QUIT"};
        } else
            as_ = {"setpriv", "--pdeathsig=QUIT"};
        auto data = (folder_ / "data").string();
        if (!succeeds(with({binaries + std::string("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                            "--locale=C", "--no-sync"}),
                      log()))
            throw std::runtime_error("initdb failed: " + said());
        server_ = start(with({binaries + std::string("postgres"), "-D", data, "-k", folder_.string(), "-c",
                              "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off", "-c",
                              "shared_buffers=16MB", "-c", "max_connections=60"}),
                        log());
        wait_until_ready();
        control_ = open_postgres(url("postgres"));
        control_->script("CREATE DATABASE migrated");
        Database(url("migrated")).migrate(); // every test copies this one
    }
    ~Cluster()
    {
        control_.reset();
        kill(server_, SIGQUIT);
        waitpid(server_, nullptr, 0);
        fs::remove_all(folder_);
    }

    std::string url(const std::string& name) const
    {
        return "postgresql://postgres@/" + name + "?host=" + folder_.string();
    }

    // It goes with the cluster: to drop each one would cost a checkpoint.
    std::string new_database()
    {
        auto name = "test_" + std::to_string(++made_);
        control_->script("CREATE DATABASE " + name + " TEMPLATE migrated");
        return name;
    }

private:
    std::vector<std::string> with(const std::vector<std::string>& words) const
    {
        auto all = as_;
        all.insert(all.end(), words.begin(), words.end());
        return all;
    }
    fs::path log() const { return folder_ / "log"; }
    std::string said() const
    {
        std::ifstream file(log());
        return {std::istreambuf_iterator<char>(file), {}};
    }
    void wait_until_ready() const
    {
        for (int i = 0; i < 600; ++i) {
            if (waitpid(server_, nullptr, WNOHANG) != 0) break;
            if (succeeds({binaries + std::string("pg_isready"), "-q", "-h", folder_.string()}, log())) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        throw std::runtime_error("PostgreSQL does not start: " + said());
    }

    fs::path folder_;
    std::vector<std::string> as_;
    pid_t server_ = 0;
    std::unique_ptr<Connection> control_;
    int made_ = 0;
};

Cluster& cluster()
{
    static Cluster only;
    return only;
}
} // namespace

void OnBothEngines::SetUp()
{
    folder_ = new_folder("batchops-test");
    if (GetParam() == Engine::sqlite)
        url_ = "sqlite:" + (folder_ / "batchops.db").string();
    else {
        auto* skip = std::getenv("BATCHOPS_SKIP_POSTGRES");
        if (skip && std::string(skip) == "1") GTEST_SKIP() << "BATCHOPS_SKIP_POSTGRES=1";
        ASSERT_TRUE(fs::exists(binaries + std::string("postgres")))
            << "Install postgresql-15, or set BATCHOPS_SKIP_POSTGRES=1 to test on SQLite alone.";
        url_ = cluster().url(cluster().new_database());
    }
    database_ = std::make_unique<Database>(url_);
    if (GetParam() == Engine::sqlite) database_->migrate();
}

void OnBothEngines::TearDown()
{
    database_.reset();
    fs::remove_all(folder_);
}

std::string engine_name(const testing::TestParamInfo<Engine>& info)
{
    return info.param == Engine::sqlite ? "sqlite" : "postgres";
}
} // namespace db

#include "server/storage/test_s3.hpp"
#include "tests/places.hpp"
#include <csignal>
#include <cstdio>
#include <curl/curl.h>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace storage::test
{
namespace
{
// It ends when its standard input does, so with this process however that ends.
class Server
{
public:
    Server()
    {
        int in[2], out[2];
        if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        auto python = places::source(".cache/s3-server/bin/python"), program = places::source("tests/s3/server.py");
        char* arguments[] = {python.data(), program.data(), nullptr};
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, in[0], 0);
        posix_spawn_file_actions_adddup2(&actions, out[1], 1);
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
        auto failed = posix_spawn(&child_, python.c_str(), &actions, nullptr, arguments, environ);
        posix_spawn_file_actions_destroy(&actions);
        close(in[0]);
        close(out[1]);
        if (failed) throw std::runtime_error("the S3 server of the tests does not start");
        open_ = in[1];
        std::unique_ptr<FILE, int (*)(FILE*)> said(fdopen(out[0], "r"), &fclose);
        int port = 0;
        if (std::fscanf(said.get(), "%d", &port) != 1) throw std::runtime_error("the S3 server of the tests ended");
        endpoint = "http://127.0.0.1:" + std::to_string(port);
    }
    ~Server()
    {
        close(open_);
        waitpid(child_, nullptr, 0);
    }
    std::string endpoint;

private:
    pid_t child_ = 0;
    int open_ = -1;
};

Server& server()
{
    static Server only;
    return only;
}

std::size_t keep(char* bytes, std::size_t size, std::size_t count, void* into)
{
    static_cast<std::string*>(into)->append(bytes, size * count);
    return size * count;
}

std::string talk(const std::string& path, const std::string* body)
{
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
    std::string said;
    auto url = server().endpoint + path;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &keep);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, static_cast<void*>(&said));
    if (body) curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body->c_str());
    if (curl_easy_perform(curl.get()) != CURLE_OK) throw std::runtime_error("the S3 server of the tests is gone");
    return said;
}
} // namespace

std::optional<S3Settings> s3_server()
{
    if (!std::filesystem::exists(places::source(".cache/s3-server/bin/python"))) return std::nullopt;
    S3Settings settings;
    settings.endpoint = server().endpoint;
    settings.bucket = "files";
    settings.region = "eu-test-1";
    settings.access_key = "hub";
    settings.secret_key = "hub-secret";
    settings.pause = std::chrono::milliseconds(5);
    return settings;
}
std::string why_not() { return "No S3 server is installed for tests: ./ops test installs it (tests/s3)."; }

void harm(const std::string& json) { talk("/~harm", &json); }
std::string asked() { return talk("/~asked", nullptr); }
} // namespace storage::test

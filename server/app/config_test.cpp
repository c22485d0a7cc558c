#include "base/result.hpp"
#include "server/app/config.hpp"
#include "server/app/data_folder.hpp"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace app
{
namespace
{
class Settings : public testing::Test
{
protected:
    void SetUp() override
    {
        folder_ = std::filesystem::path(testing::TempDir()) / ("settings_" + std::to_string(getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
    Config read(Given given = {}, std::map<std::string, std::string> environment = {})
    {
        given.emplace("data", folder_.string());
        return read_config(given, [&](const std::string& name) -> std::optional<std::string> {
            auto found = environment.find(name);
            return found == environment.end() ? std::nullopt : std::optional(found->second);
        });
    }
    std::string refusal(Given given, std::map<std::string, std::string> environment = {})
    {
        try {
            read(std::move(given), std::move(environment));
        } catch (const Refusal& refusal) {
            return refusal.message;
        }
        return "";
    }

    std::filesystem::path folder_;
};

TEST_F(Settings, have_defaults_that_bind_to_this_machine_only)
{
    auto config = read();
    EXPECT_EQ(config.bind, "127.0.0.1");
    EXPECT_EQ(config.cors_origins, "");
    EXPECT_EQ(config.max_upload_bytes, 512LL << 20);
}

TEST_F(Settings, come_from_the_command_line_before_the_environment_before_the_file)
{
    write("batchops.toml", "port = 1111\nschool_name = \"From the file\"\ndemo = false\n");
    EXPECT_EQ(read().port, 1111);
    EXPECT_EQ(read().school_name, "From the file");
    EXPECT_FALSE(read().demo);
    EXPECT_EQ(read({}, {{"BATCHOPS_PORT", "2222"}}).port, 2222);
    EXPECT_EQ(read({{"port", "3333"}}, {{"BATCHOPS_PORT", "2222"}}).port, 3333);
}

TEST_F(Settings, may_lie_in_a_file_of_their_own)
{
    write("secret", "s3cret\n");
    EXPECT_EQ(read({}, {{"BATCHOPS_METRICS_TOKEN_FILE", (folder_ / "secret").string()}}).metrics_token, "s3cret");
    EXPECT_NE(refusal({}, {{"BATCHOPS_METRICS_TOKEN_FILE", "/nowhere/secret"}}).find("/nowhere/secret"),
              std::string::npos);
}

TEST_F(Settings, D5_may_be_credentials_of_systemd)
{
    write("smtp_password", "s3cret\n");
    EXPECT_EQ(read({}, {{"CREDENTIALS_DIRECTORY", folder_.string()}}).smtp_password, "s3cret");
    EXPECT_EQ(read({}, {{"CREDENTIALS_DIRECTORY", "/nowhere"}}).smtp_password, "");
}

TEST_F(Settings, that_do_not_fit_are_named_with_their_source)
{
    EXPECT_EQ(refusal({{"port", "eighty"}}), "--port sets port to “eighty”; expected a whole number.");
    EXPECT_NE(refusal({{"port", "70000"}}).find("65535"), std::string::npos);
    EXPECT_NE(refusal({}, {{"BATCHOPS_DEMO", "maybe"}}).find("BATCHOPS_DEMO"), std::string::npos);
    write("batchops.toml", "port = 80\nprot = 81\n");
    EXPECT_NE(refusal({}).find("line 2: there is no setting called prot"), std::string::npos);
    write("batchops.toml", "port = = 80\n");
    EXPECT_NE(refusal({}).find("line 1"), std::string::npos);
}

TEST_F(Settings, keep_a_data_folder_for_one_server_and_its_owner)
{
    auto path = (folder_ / "data").string();
    {
        DataFolder first(path);
        EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms::owner_all);
        EXPECT_THROW(DataFolder second(path), Refusal);
    }
    DataFolder again(path);
    write("a-file", "");
    EXPECT_THROW(DataFolder((folder_ / "a-file").string()), Refusal);
}
} // namespace
} // namespace app

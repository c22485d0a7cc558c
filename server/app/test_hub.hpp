#pragma once
// For tests: a whole hub in this process, in a folder of its own, without workers.
#include "base/log.hpp"
#include "server/app/app.hpp"
#include "server/db/database.hpp"
#include "server/http/test_client.hpp"
#include "server/users/token_store.hpp"
#include "server/users/user_store.hpp"
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <memory>

namespace app
{
class TestHub : public testing::Test
{
protected:
    void SetUp() override
    {
        folder_ =
            std::filesystem::path(testing::TempDir()) /
            ("hub_" + std::to_string(getpid()) + "_" + testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder_);
        Config config;
        config.data = folder_.string();
        config.port = 0;
        config.workers = 0;
        config.cors_origins = "https://hub.school.test";
        config.max_upload_bytes = 1 << 20;
        config.uploads_a_day = 3;
        config.upload_bytes_a_day = 1 << 20;
        config.metrics_token = "watcher";
        config.links_without_account = true;
        adjust(config);
        logs::set_level("off");
        hub_ = std::make_unique<App>(config);
        hub_->start();
    }
    void TearDown() override
    {
        hub_->stop(std::chrono::seconds(2));
        hub_.reset();
        std::filesystem::remove_all(folder_);
    }

    virtual void adjust(Config&) {}
    // A person with this role and these departments; returns a token.
    std::string sign_in(users::Role role, std::vector<users::MembershipOf> departments = {})
    {
        auto email = json::enum_text(role) + std::to_string(++people_) + "@school.test";
        return hub_->database().transact([&](db::Session& db) {
            auto user = require(users::insert(db, {email, "Person " + std::to_string(people_), role, "", departments}));
            return users::issue_token(db, user.id, "test").token;
        });
    }
    std::uint16_t port() const { return hub_->port(); }

    std::filesystem::path folder_;
    std::unique_ptr<App> hub_;
    int people_ = 0;
};
} // namespace app

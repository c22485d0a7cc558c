#pragma once
// For store tests: every test runs on SQLite and on a PostgreSQL that the test process starts for itself. Each test
// gets a database of its own with all migrations applied.
//   struct RunStore : db::OnBothEngines {};
//   ON_BOTH_ENGINES(RunStore);
//   TEST_P(RunStore, a_finished_run_cannot_be_cancelled) { … }
#include "server/db/database.hpp"
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <string>

namespace db
{
class OnBothEngines : public testing::TestWithParam<Engine>
{
protected:
    void SetUp() override; // fails loudly where PostgreSQL is missing, unless BATCHOPS_SKIP_POSTGRES=1
    void TearDown() override;

    Database& database() { return *database_; }
    const std::string& url() const { return url_; }
    const std::filesystem::path& folder() const { return folder_; } // of this test alone, removed at its end
    // One statement or store call in a transaction of its own.
    template <class Work> auto transact(Work work) { return database_->transact(work); }

private:
    std::filesystem::path folder_;
    std::string url_;
    std::unique_ptr<Database> database_;
};

std::string engine_name(const testing::TestParamInfo<Engine>& info);
} // namespace db

#define ON_BOTH_ENGINES(suite)                                                                                         \
    INSTANTIATE_TEST_SUITE_P(, suite, testing::Values(db::Engine::sqlite, db::Engine::postgres), db::engine_name)

#pragma once
// Connections at rest. SQLite: one writer and a few readers. PostgreSQL: one kind, eight at most.
#include "server/db/connection.hpp"
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace db
{
class Pool
{
public:
    explicit Pool(const std::string& url);

    Engine engine() const { return engine_; }
    // Waits until a connection is free, PostgreSQL a second and SQLite ten at most; then Overload.
    std::unique_ptr<Connection> borrow(bool write);
    void give_back(bool write, std::unique_ptr<Connection> connection);

private:
    struct Shelf {
        std::size_t limit = 1;
        std::size_t lent = 0;
        std::vector<std::unique_ptr<Connection>> free;
    };
    Shelf& shelf(bool write) { return write || engine_ == Engine::postgres ? writers_ : readers_; }
    std::unique_ptr<Connection> open(bool write) const;

    Engine engine_;
    std::string where_;
    std::mutex mutex_;
    std::condition_variable freed_;
    Shelf writers_, readers_;
};
} // namespace db

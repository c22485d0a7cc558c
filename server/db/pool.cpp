#include "server/db/pool.hpp"
#include "server/db/overload.hpp"

namespace db
{
namespace
{
constexpr std::size_t postgres_connections = 8;
constexpr std::size_t sqlite_readers = 4;
// A server has more connections than one may use at a time, so that waiting for one means trouble; SQLite's one writer
// is waited for.
constexpr std::chrono::seconds server_patience{1}, writer_patience{10};
} // namespace

Pool::Pool(const std::string& url)
{
    if (url.starts_with("sqlite:")) {
        engine_ = Engine::sqlite;
        where_ = url.substr(7);
        readers_.limit = sqlite_readers;
    } else if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
        engine_ = Engine::postgres;
        where_ = url;
        writers_.limit = postgres_connections;
    } else
        throw Error(Problem::unavailable, "The database address must begin with sqlite: or postgresql:// (given: " +
                                              url.substr(0, 12) + "…).");
    writers_.free.push_back(open(true));
}

std::unique_ptr<Connection> Pool::open(bool write) const
{
    return engine_ == Engine::sqlite ? open_sqlite(where_, !write) : open_postgres(where_);
}

std::unique_ptr<Connection> Pool::borrow(bool write)
{
    std::unique_lock lock(mutex_);
    auto& from = shelf(write);
    auto patience = engine_ == Engine::postgres ? server_patience : writer_patience;
    if (!freed_.wait_for(lock, patience, [&] { return from.lent < from.limit; }))
        throw Overload("No database connection became free in time.");
    ++from.lent;
    while (!from.free.empty()) {
        auto connection = std::move(from.free.back());
        from.free.pop_back();
        if (!connection->broken()) return connection;
    }
    lock.unlock();
    try {
        return open(write);
    } catch (...) {
        give_back(write, nullptr);
        throw;
    }
}

void Pool::give_back(bool write, std::unique_ptr<Connection> connection)
{
    {
        std::lock_guard lock(mutex_);
        auto& to = shelf(write);
        --to.lent;
        if (connection && !connection->broken()) to.free.push_back(std::move(connection));
    }
    freed_.notify_all();
}
} // namespace db

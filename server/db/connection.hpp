#pragma once
// One connection to one engine. Only db/ sees it; stores hold a Session.
#include "server/db/param.hpp"
#include "server/db/rows.hpp"
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace db
{
enum class Engine { sqlite, postgres };

class Connection
{
public:
    virtual ~Connection() = default;
    virtual Engine engine() const = 0;
    // Runs one statement, prepared once per connection; params are bound to $1, $2 … by number. Throws Error.
    virtual Rows run(std::string_view sql, std::span<const Param> params) = 0;
    // Runs several statements without parameters (migrations, BEGIN, COMMIT).
    virtual void script(const std::string& sql) = 0;
    virtual bool broken() const { return false; } // to be thrown away
};

// Opens `path`; a reader refuses to write.
std::unique_ptr<Connection> open_sqlite(const std::string& path, bool reader);
std::unique_ptr<Connection> open_postgres(const std::string& url);
} // namespace db

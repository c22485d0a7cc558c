#include "server/db/statement_watch.hpp"
#include <atomic>

namespace db
{
namespace
{
std::atomic<StatementWatch> watching{nullptr};
}

void watch_statements(StatementWatch watch) { watching = watch; }

void about_to_run(std::string_view sql)
{
    if (auto* watch = watching.load(std::memory_order_relaxed)) watch(sql);
}
} // namespace db

#include "server/feeds/today.hpp"
#include "base/clock.hpp"

namespace feeds
{
std::chrono::sys_days today(db::Session& db) { return std::chrono::floor<std::chrono::days>(parse_utc(db.now())); }
} // namespace feeds

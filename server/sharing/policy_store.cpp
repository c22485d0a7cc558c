#include "server/sharing/policy.hpp"

namespace sharing
{
namespace
{
constexpr auto name = "sharing_policy";

struct Setting {
    SharingPolicy value;
};
BOOST_DESCRIBE_STRUCT(Setting, (), (value))
} // namespace

SharingPolicy policy(db::Session& db)
{
    auto found = db.find<Setting>("SELECT value FROM settings WHERE name = $1", name);
    return found ? found->value : SharingPolicy{};
}

void set_policy(db::Session& db, const SharingPolicy& wanted)
{
    db.exec("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2", name,
            wanted);
}
} // namespace sharing

#include "server/departments/zone_store.hpp"

namespace departments
{
calendars::Zone school_zone(db::Session& db)
{
    static constexpr auto sql = "SELECT COALESCE(MAX(value), '') FROM settings WHERE name = 'school_zone'";
    auto chosen = calendars::Zone::find(db.value<std::string>(sql));
    return chosen ? *chosen : calendars::Zone::of_machine();
}

void set_school_zone(db::Session& db, const calendars::Zone& zone)
{
    static constexpr auto sql = R"sql(
        INSERT INTO settings (name, value) VALUES ('school_zone', $1) ON CONFLICT (name) DO UPDATE SET value = $1)sql";
    db.exec(sql, zone.name());
}
} // namespace departments

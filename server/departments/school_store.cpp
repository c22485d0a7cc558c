#include "server/departments/school_store.hpp"

namespace departments
{
namespace
{
constexpr auto configured = "school_name", chosen = "chosen_school_name", accent = "school_accent",
               logo = "school_logo";

std::string setting(db::Session& db, const char* name)
{
    return db.value<std::string>("SELECT COALESCE(MAX(value), '') FROM settings WHERE name = $1", name);
}

void set(db::Session& db, const char* name, const std::string& value)
{
    static constexpr auto sql =
        "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2";
    if (value.empty())
        db.exec("DELETE FROM settings WHERE name = $1", name);
    else
        db.exec(sql, name, value);
}
} // namespace

std::string school_name(db::Session& db)
{
    auto name = setting(db, chosen);
    return name.empty() ? setting(db, configured) : name;
}

void set_school_name(db::Session& db, const std::string& name) { set(db, configured, name); }

School school(db::Session& db)
{
    auto sha256 = setting(db, logo);
    return {school_name(db), setting(db, accent), sha256.empty() ? std::nullopt : std::optional(sha256)};
}

void choose(db::Session& db, const std::string& name, const std::string& wanted_accent)
{
    set(db, chosen, name == setting(db, configured) ? "" : name);
    set(db, accent, wanted_accent);
}

void set_logo(db::Session& db, const std::optional<std::string>& sha256) { set(db, logo, sha256.value_or("")); }
} // namespace departments

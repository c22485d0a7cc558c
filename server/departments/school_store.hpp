#pragma once
// What the hub knows about the school itself: its name, and how its reports look.
#include "server/db/session.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>

namespace departments
{
// The name that an admin has chosen, else that of the configuration or the demo school; "" until there is one.
std::string school_name(db::Session& db);
void set_school_name(db::Session& db, const std::string& name); // of the configuration or the demo school

struct School {
    std::string name;
    std::string accent;              // "#4338ca"; empty: the usual one
    std::optional<std::string> logo; // SHA-256 of a PNG among the stored exports
};
BOOST_DESCRIBE_STRUCT(School, (), (name, accent, logo))
School school(db::Session& db);

// An empty name or accent goes back to the usual one.
void choose(db::Session& db, const std::string& name, const std::string& accent);
void set_logo(db::Session& db, const std::optional<std::string>& sha256);
} // namespace departments

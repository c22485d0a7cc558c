#include "server/objects/installation_store.hpp"
#include <boost/describe.hpp>

namespace objects
{
namespace
{
struct Text {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Text, (), (text))

std::optional<std::string> text_of(const std::optional<Text>& found)
{
    return found ? std::optional(found->text) : std::nullopt;
}
} // namespace

std::optional<std::string> installation(db::Session& db)
{
    return text_of(db.find<Text>("SELECT value AS text FROM settings WHERE name = 'installation'"));
}

void set_installation(db::Session& db, const std::string& id)
{
    static constexpr auto sql =
        "INSERT INTO settings (name, value) VALUES ('installation', $1) ON CONFLICT (name) DO UPDATE SET value = $1";
    db.exec(sql, id);
}

std::optional<std::string> sealed_sample(db::Session& db)
{
    return text_of(db.find<Text>("SELECT value AS text FROM settings WHERE name = 'sealed_sample'"));
}

void set_sealed_sample(db::Session& db, const std::string& sealed)
{
    static constexpr auto sql =
        "INSERT INTO settings (name, value) VALUES ('sealed_sample', $1) ON CONFLICT (name) DO UPDATE SET value = $1";
    db.exec(sql, sealed);
}

void forget_sealed_sample(db::Session& db) { db.exec("DELETE FROM settings WHERE name = 'sealed_sample'"); }

std::optional<std::string> newest_upload(db::Session& db)
{
    return text_of(db.find<Text>("SELECT sha256 AS text FROM uploads ORDER BY id DESC LIMIT 1"));
}
} // namespace objects

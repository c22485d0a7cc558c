#include "server/students/hold_store.hpp"
#include "base/ids.hpp"
#include "base/sha256.hpp"
#include "engine/text/unicode.hpp"

namespace students
{
namespace
{
struct SealedIdentifier {
    std::string sealed_identifier;
};
BOOST_DESCRIBE_STRUCT(SealedIdentifier, (), (sealed_identifier))
} // namespace

std::string pseudonym(db::Session& db, std::string_view identifier)
{
    static constexpr auto make = R"sql(
        INSERT INTO settings (name, value) VALUES ('pseudonym_secret', $1) ON CONFLICT (name) DO NOTHING)sql";
    static constexpr auto find = "SELECT value FROM settings WHERE name = 'pseudonym_secret'";
    db.exec(make, random_hex(32));
    auto secret = db.value<std::string>(find);
    return "student-" + sha256_hex(secret + '\n' + engine::fold(identifier)).substr(0, 12);
}

std::optional<LegalHold> hold_on(db::Session& db, const std::string& person)
{
    static constexpr auto sql = R"sql(
        SELECT h.id, h.reason, u.id AS placed_by_id, u.name AS placed_by_name, h.placed_at
          FROM legal_holds h LEFT JOIN users u ON u.id = h.placed_by_id
         WHERE h.person = $1 AND h.lifted_at IS NULL)sql";
    return db.find<LegalHold>(sql, person);
}

Result<LegalHold> place_hold(db::Session& db, const SealingKeys& keys, const std::string& identifier,
                             const std::string& reason, std::int64_t by)
{
    static constexpr auto sql = R"sql(
        INSERT INTO legal_holds (person, sealed_identifier, reason, placed_by_id, placed_at)
        VALUES ($1, $2, $3, $4, $5))sql";
    auto person = pseudonym(db, identifier);
    if (hold_on(db, person)) return refuse(Why::conflict, "There is a legal hold on this student already.");
    db.exec(sql, person, keys.seal(identifier, sealed_about), reason, by, db.now());
    return hold_on(db, person).value();
}

Result<LegalHold> lift_hold(db::Session& db, const std::string& person)
{
    auto hold = hold_on(db, person);
    if (!hold) return refuse(Why::conflict, "There is no legal hold on this student.");
    db.exec("UPDATE legal_holds SET lifted_at = $2 WHERE id = $1", hold->id, db.now());
    return *hold;
}

std::vector<std::string> identifiers_on_hold(db::Session& db, const SealingKeys& keys)
{
    std::vector<std::string> identifiers;
    for (const auto& hold :
         db.all<SealedIdentifier>("SELECT sealed_identifier FROM legal_holds WHERE lifted_at IS NULL ORDER BY id")) {
        auto opened = keys.open(hold.sealed_identifier, sealed_about);
        if (!opened)
            throw Refusal{Why::conflict, "A legal hold cannot be read, because its key is not among the hub's keys, so "
                                         "nothing is taken away. Put the earlier key back."};
        identifiers.push_back(*opened);
    }
    return identifiers;
}

bool is_carried_out(db::Session& db, const std::string& erasure_id)
{
    return db.value<bool>("SELECT EXISTS (SELECT 1 FROM erasures WHERE id = $1)", erasure_id);
}

void note_carried_out(db::Session& db, const std::string& erasure_id, const std::string& person)
{
    static constexpr auto sql =
        "INSERT INTO erasures (id, person, carried_out_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    db.exec(sql, erasure_id, person, db.now());
}
} // namespace students

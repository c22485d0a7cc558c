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

struct Listed {
    std::string listed;
};
BOOST_DESCRIBE_STRUCT(Listed, (), (listed))

constexpr std::chrono::minutes erasure_lease{15}; // renewed with each file
} // namespace

std::string pseudonym(db::Session& db, std::string_view identifier)
{
    static constexpr auto make = R"sql(
        INSERT INTO settings (name, value) VALUES ('pseudonym_secret', $1) ON CONFLICT (name) DO NOTHING)sql";
    static constexpr auto find = "SELECT value FROM settings WHERE name = 'pseudonym_secret'";
    // Before there were these rows, the pseudonym followed from the identifier; a hold may still be under that one.
    static constexpr auto keep = R"sql(
        INSERT INTO pseudonyms (lookup, pseudonym)
        SELECT $1, CASE WHEN EXISTS (SELECT 1 FROM legal_holds WHERE person = $2 AND lifted_at IS NULL) THEN $2 ELSE $3 END
        ON CONFLICT (lookup) DO NOTHING)sql";
    static constexpr auto known = "SELECT pseudonym FROM pseudonyms WHERE lookup = $1";
    db.exec(make, random_hex(32));
    auto secret = db.value<std::string>(find);
    auto lookup = sha256_hex(secret + '\n' + engine::fold(identifier));
    db.exec(keep, lookup, "student-" + lookup.substr(0, 12), "student-" + random_hex(6));
    return db.value<std::string>(known, lookup);
}

void forget_person(db::Session& db, const std::string& person)
{
    db.exec("DELETE FROM pseudonyms WHERE pseudonym = $1", person);
    db.exec("UPDATE legal_holds SET sealed_identifier = '' WHERE person = $1 AND lifted_at IS NOT NULL", person);
}

bool take_erasure_lease(db::Session& db, const std::string& holder)
{
    static constexpr auto sql = R"sql(
        INSERT INTO leases (name, holder, term, expires_at) VALUES ('erasure', $1, 1, $2)
        ON CONFLICT (name) DO UPDATE SET holder = $1, term = leases.term + 1, expires_at = $2
         WHERE leases.expires_at < $3 OR leases.holder = $1)sql";
    return db.exec(sql, holder, db.now(erasure_lease), db.now()) > 0;
}

void give_erasure_lease_back(db::Session& db, const std::string& holder)
{
    db.exec("UPDATE leases SET expires_at = '' WHERE name = 'erasure' AND holder = $1", holder);
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

void note_carried_out(db::Session& db, const CarriedOut& erasure)
{
    static constexpr auto sql = R"sql(
        INSERT INTO erasures (id, person, carried_out_at, number, listed) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO NOTHING)sql";
    db.exec(sql, erasure.id, erasure.person, db.now(), erasure.number, erasure.listed);
}

std::vector<std::string> listed(db::Session& db)
{
    std::vector<std::string> lines;
    for (auto& one : db.all<Listed>("SELECT listed FROM erasures WHERE listed IS NOT NULL ORDER BY number"))
        lines.push_back(std::move(one.listed));
    return lines;
}
} // namespace students

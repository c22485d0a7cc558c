#pragma once
// Legal holds and erasures. Neither says in the clear whom it is about.
#include "base/result.hpp"
#include "base/sealing.hpp"
#include "server/db/session.hpp"
#include "server/students/student.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace students
{
// The name under which history, holds and erasures speak of the student: by chance, and the same until the student is
// erased. Call in a transaction.
std::string pseudonym(db::Session& db, std::string_view identifier);

// From then on nothing leads from the student to that name.
void forget_person(db::Session& db, const std::string& person);

// One erasure at a time, in whichever process. Renewed by taking it again.
bool take_erasure_lease(db::Session& db, const std::string& holder);
void give_erasure_lease_back(db::Session& db, const std::string& holder);

std::optional<LegalHold> hold_on(db::Session& db, const std::string& person);
// Refuses (conflict) a second one.
Result<LegalHold> place_hold(db::Session& db, const SealingKeys& keys, const std::string& identifier,
                             const std::string& reason, std::int64_t by);
// Refuses (conflict) where there is none.
Result<LegalHold> lift_hold(db::Session& db, const std::string& person);
// Of whom nothing may be taken away.
std::vector<std::string> identifiers_on_hold(db::Session& db, const SealingKeys& keys);

// Whether the erasure of this id, as the list outside of the database has it, was carried out on this database.
bool is_carried_out(db::Session& db, const std::string& erasure_id);
struct CarriedOut {
    std::string id, person;
    std::int64_t number = 0;
    std::string listed; // its line in the list
};
void note_carried_out(db::Session& db, const CarriedOut& erasure);
// The lines of the list that this database has, in their order.
std::vector<std::string> listed(db::Session& db);

// What an identifier is sealed for (base/sealing.hpp).
inline constexpr std::string_view sealed_about = "identifier of a student";
} // namespace students

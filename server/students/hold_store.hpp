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
// The name under which history, holds and erasures speak of the student: always the same in this hub, and telling
// nobody who it is. Call in a transaction.
std::string pseudonym(db::Session& db, std::string_view identifier);

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
void note_carried_out(db::Session& db, const std::string& erasure_id, const std::string& person);

// What an identifier is sealed for (base/sealing.hpp).
inline constexpr std::string_view sealed_about = "identifier of a student";
} // namespace students

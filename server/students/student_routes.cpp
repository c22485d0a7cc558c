#include "server/students/student_routes.hpp"
#include "engine/text/unicode.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/students/held_csv.hpp"
#include "server/students/hold_store.hpp"
#include "server/students/person_words.hpp"
#include "server/students/records.hpp"
#include <fmt/format.h>

namespace students
{
namespace may = http::may;

namespace
{
// Never in an address: addresses are logged.
struct StudentIdentifier {
    std::string identifier;
};
BOOST_DESCRIBE_STRUCT(StudentIdentifier, (), (identifier))

struct StudentAndReason {
    std::string identifier, reason;
};
BOOST_DESCRIBE_STRUCT(StudentAndReason, (), (identifier, reason))

constexpr std::size_t longest_identifier = 200;

std::string required(const std::string& given)
{
    std::string identifier(engine::trim(given));
    if (identifier.empty() || identifier.size() > longest_identifier)
        throw http::Stop(
            http::invalid({{"identifier", "must be what files call the student by, such as S-1001"}}, false));
    return identifier;
}

void require_reason(const std::string& reason)
{
    if (engine::is_blank(reason)) throw http::Stop(http::invalid({{"reason", "must say why, in a few words"}}, false));
}

void note(http::Call& call, const char* action, const std::string& detail)
{
    call.database().transact([&](db::Session& db) { audit::note(db, call, action, {"student", {}, {}}, detail); });
}

HeldOnStudent found(http::Call& call, const std::string& identifier, const char* action)
{
    auto held = require(call.use<Records>().look_up(identifier, call.unwanted));
    note(call, action, fmt::format("{}: {} of {} files", held.person, held.places.size(), held.searched));
    return held;
}

HeldOnStudent look_up(http::Call& call, StudentIdentifier input)
{
    return found(call, required(input.identifier), "student.look_up");
}

http::Reply export_held(http::Call& call, StudentIdentifier input)
{
    auto identifier = required(input.identifier);
    http::Reply reply;
    reply.content_type = "text/csv; charset=utf-8";
    reply.set("Content-Disposition", http::attachment("held-about-one-student.csv"));
    reply.body = held_csv(found(call, identifier, "student.export"));
    return reply;
}

LegalHold place(http::Call& call, StudentAndReason input)
{
    auto identifier = required(input.identifier);
    require_reason(input.reason);
    auto& db = call.db();
    auto hold = require(place_hold(db, call.use<SealingKeys>(), identifier,
                                   PersonWords(identifier).without(input.reason, Look::text), call.caller().id));
    audit::note(db, call, "student.hold", {"student", {}, {}}, pseudonym(db, identifier));
    return hold;
}

LegalHold lift(http::Call& call, StudentIdentifier input)
{
    auto& db = call.db();
    auto person = pseudonym(db, required(input.identifier));
    auto hold = require(lift_hold(db, person));
    audit::note(db, call, "student.lift_hold", {"student", {}, {}}, person);
    return hold;
}

ErasedStudent erase(http::Call& call, StudentAndReason input)
{
    auto identifier = required(input.identifier);
    require_reason(input.reason);
    return require(call.use<Records>().erase(
        identifier, call.caller().name, input.reason,
        [&](db::Session& db, const ErasedStudent& erased, const std::string& reason) {
            audit::note(db, call, "student.erase", {"student", {}, {}},
                        fmt::format("{}: {} files, {} reports, {} texts, {} taken away, {} not searched. {}",
                                    erased.person, erased.files, erased.reports, erased.texts, erased.taken_away,
                                    erased.not_searched.size(), reason));
        }));
}

constexpr http::Route routes_of_students[] = {
    http::post<&look_up>("/api/students/look-up", may::manage_students,
                         "Find everything that is held about one student; the look-up is noted")
        .asks_engine(),
    http::post<&export_held>("/api/students/export", may::manage_students,
                             "Download what is held about one student, as CSV")
        .asks_engine(),
    http::post<&place>("/api/students/hold", may::manage_students,
                       "Put a legal hold on a student: nothing about them is purged or erased"),
    http::post<&lift>("/api/students/lift-hold", may::manage_students, "Lift the legal hold on a student"),
    http::post<&erase>("/api/students/erase", may::manage_students,
                       "Erase a student from everything that is kept; cannot be undone")
        .asks_engine(),
};
} // namespace

std::span<const http::Route> routes() { return routes_of_students; }
} // namespace students

#include "server/app/access_notes.hpp"
#include "server/audit/note_anyway.hpp"
#include "server/users/limit_store.hpp"

namespace app
{
namespace
{
constexpr users::Limit noted_refusals{"noted-refusals", 100, std::chrono::minutes(15)};

// The path says which one and which file of it; the query could hold what somebody searched for.
std::string path_of(const http::Call& call) { return call.target.substr(0, call.target.find('?')); }
} // namespace

void note_data_read(db::Database& database, const http::Call& call, const http::Route& route)
{
    audit::Subject subject{std::string(route.data_of), {}, {}};
    if (call.path_values.contains("id")) subject.id = call.id();
    audit::note_anyway(database, call, std::string(route.data_of) + ".read", subject, path_of(call));
}

void note_refused(db::Database& database, const http::Call& call, const http::Route&)
{
    database.transact([&](db::Session& db) {
        if (users::count_try(db, noted_refusals, std::to_string(call.caller().id)).count() > 0) return;
        audit::note(db, call, "access.refused", {"access", {}, {}}, call.method + " " + path_of(call));
    });
}
} // namespace app

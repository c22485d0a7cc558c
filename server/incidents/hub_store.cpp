#include "server/incidents/hub_store.hpp"
#include "server/incidents/open_store.hpp"

namespace incidents
{
namespace
{
Observation of_hub(IncidentKind kind, std::string about, std::string title)
{
    Observation seen;
    seen.identity.kind = kind;
    seen.identity.about = std::move(about);
    seen.severity = IncidentSeverity::critical;
    seen.title = std::move(title);
    return seen;
}

Observation mail_seen(db::Session& db)
{
    static constexpr auto failed = "SELECT COUNT(*) FROM outbox WHERE outcome = 'failed' AND sent_at > $1";
    auto seen = of_hub(IncidentKind::mail, "undeliverable", "Mail could not be delivered");
    auto before = seen_before(db, seen.identity);
    seen.rows = db.value<std::int64_t>(failed, before ? before->last_seen_at : "");
    return seen;
}

Observation storage_seen() { return of_hub(IncidentKind::storage, "low", "There is little room left for files"); }

bool storage_is_open(db::Session& db)
{
    auto before = seen_before(db, storage_seen().identity);
    return before && before->open;
}
} // namespace

bool says_something(db::Session& db, const HubState& state)
{
    bool open = storage_is_open(db);
    return (open ? state.room_enough : state.little_room) || mail_seen(db).rows > 0;
}

void take_in(db::Session& db, const HubState& state)
{
    auto mail = mail_seen(db);
    if (mail.rows > 0) see(db, mail);
    bool open = storage_is_open(db);
    if (!open && state.little_room) see(db, storage_seen());
    if (open && state.room_enough) over(db, storage_seen().identity);
}
} // namespace incidents

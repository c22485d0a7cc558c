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
} // namespace

void look_at_hub(db::Session& db)
{
    static constexpr auto failed = "SELECT COUNT(*) FROM outbox WHERE outcome = 'failed' AND sent_at > $1";
    auto seen = of_hub(IncidentKind::mail, "undeliverable", "Mail could not be delivered");
    auto before = seen_before(db, seen.identity);
    seen.rows = db.value<std::int64_t>(failed, before ? before->last_seen_at : "");
    if (seen.rows > 0) see(db, seen);
}

void note_storage(db::Session& db, bool low)
{
    auto seen = of_hub(IncidentKind::storage, "low", "There is little room left for files");
    auto before = seen_before(db, seen.identity);
    bool open = before && before->open;
    if (low && !open) see(db, seen);
    if (!low && open) over(db, seen.identity);
}
} // namespace incidents

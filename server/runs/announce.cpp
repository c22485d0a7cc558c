#include "server/runs/announce.hpp"
#include "server/db/session.hpp"
#include "server/runs/run_events.hpp"
#include "server/runs/run_store.hpp"

namespace runs
{
void announce(db::Session& db, const http::Call& call, const Run& run)
{
    auto tell = [&sink = call.use<EventSink>()](const Run& changed) { sink.run_changed(changed); };
    if (run.parent_run_id)
        if (auto parent = find(db, users::Scope::everything(), *run.parent_run_id))
            db.after_commit([tell, parent] { tell(*parent); });
    db.after_commit([tell, run] { tell(run); });
}
} // namespace runs

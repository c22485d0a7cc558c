#include "server/runs/as_before_store.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/decision_store.hpp"
#include "server/runs/run_may.hpp"
#include "server/runs/run_store.hpp"
#include <algorithm>

namespace runs
{
namespace
{
struct Started {
    std::vector<std::string> approved;
    std::string period;
};
BOOST_DESCRIBE_STRUCT(Started, (), (approved, period))
} // namespace

Result<Run> run_as_before(db::Session& db, const users::User& who, std::int64_t id, std::int64_t before,
                          const std::string& trace_id)
{
    auto on = acting_on(db, users::scope_of(who), id);
    auto run = run_again(db, who, id, trace_id);
    if (!run) return run;
    auto [approved, period] = db.find<Started>("SELECT approved, period FROM runs WHERE id = $1", before).value();
    if (on && on->uploader_id != who.id)
        for (const char* limit : {"gone", "changed"})
            if (std::ranges::find(approved, limit) == approved.end()) approved.emplace_back(limit);
    db.exec("UPDATE runs SET approved = $2, period = $3 WHERE id = $1", run->id, approved, period);
    db.exec("DELETE FROM run_answers WHERE run_id = $1", run->id);
    inherit_answers(db, before, run->id);
    return find(db, users::Scope::everything(), run->id).value();
}
} // namespace runs

#include "server/runs/as_before_store.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/decision_store.hpp"
#include "server/runs/fix_store.hpp"
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

bool was_continued(db::Session& db, std::int64_t id, std::int64_t now)
{
    static constexpr auto sql = R"sql(
        SELECT EXISTS (SELECT 1 FROM runs c WHERE c.parent_run_id = $1 AND c.id <> $2
                                              AND c.state NOT IN ('failed', 'cancelled', 'quarantined')))sql";
    return db.value<bool>(sql, id, now);
}
} // namespace

Result<Run> run_as_before(db::Session& db, const users::User& who, std::int64_t id, std::int64_t before,
                          const engine::Choices& but, const std::string& trace_id)
{
    auto on = acting_on(db, users::scope_of(who), id);
    auto run = run_again(db, who, id, trace_id);
    if (!run) return run;
    auto [approved, period] = db.find<Started>("SELECT approved, period FROM runs WHERE id = $1", before).value();
    bool kept_rows = std::ranges::find(approved, no_removals) != approved.end(); // of a version that is replaced now
    if (kept_rows || was_continued(db, id, run->id) || !fixes_of(db, id).empty())
        return refuse(Why::conflict, "The file was worked on since. Restore the version that should stand, on the page "
                                     "of the report.");
    std::erase(approved, second_person); // they may not have seen all of them
    bool own = on->uploader_id == who.id || std::ranges::find(on->fixed_by, who.id) != on->fixed_by.end();
    if (!own)
        for (const char* limit : {"gone", "changed"})
            if (std::ranges::find(approved, limit) == approved.end()) approved.emplace_back(limit);
    db.exec("UPDATE runs SET approved = $2, period = $3 WHERE id = $1", run->id, approved, period);
    db.exec("DELETE FROM run_answers WHERE run_id = $1", run->id);
    auto password = sealed_password_of(db, run->id);
    inherit_answers(db, before, run->id);
    if (password) db.exec("UPDATE runs SET sealed_password = $2 WHERE id = $1", run->id, *password);
    if (!but.empty()) choose(db, run->id, but, who.id);
    return find(db, users::Scope::everything(), run->id).value();
}
} // namespace runs

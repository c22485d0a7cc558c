#include "server/runs/fixing_routes.hpp"
#include "base/utf8.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/runs/announce.hpp"
#include "server/runs/decision_store.hpp"
#include "server/runs/dry_runs.hpp"
#include "server/runs/fix_store.hpp"
#include "server/runs/masking.hpp"
#include "server/runs/run_store.hpp"
#include "server/runs/slip_store.hpp"
#include "server/storage/storage.hpp"
#include "server/users/caller.hpp"
#include <fmt/format.h>

namespace runs
{
namespace may = http::may;

namespace
{
struct RowsToFix {
    Run run;
    engine::Verdict verdict = engine::Verdict::publish; // of the run that would continue now
    std::vector<engine::Reason> reasons;
    engine::Ledger ledger;
    std::vector<engine::Card> cards;
    engine::HeldRows held;
    std::vector<RunFix> fixes; // made on this run so far
};
BOOST_DESCRIBE_STRUCT(RowsToFix, (), (run, verdict, reasons, ledger, cards, held, fixes))

struct SlipQuery {
    std::optional<std::string> file_name;
};
BOOST_DESCRIBE_STRUCT(SlipQuery, (), (file_name))

struct SlipAnswer {
    std::int64_t rows = 0, joined = 0, unchanged = 0;
    std::vector<engine::Notice> left_out;
    std::optional<Run> run; // that takes the corrections up; none where the sheet says nothing new
};
BOOST_DESCRIBE_STRUCT(SlipAnswer, (), (rows, joined, unchanged, left_out, run))

// The run, where the caller may correct it.
Run require_fixable(http::Call& call, std::int64_t id)
{
    return call.database().read([&](db::Session& db) {
        auto on = acting_on(db, users::scope_of(call), id);
        if (!on) throw Refusal{Why::not_found, "There is no such run."};
        require(may_fix(*on, users::user_of(call)));
        return on->run;
    });
}

Shown<RowsToFix> show_rows_to_fix(http::Call& call)
{
    auto run = require_fixable(call, call.id());
    Masking masking(users::user_of(call), run.department);
    auto checked = require(call.use<DryRuns>().rows_to_fix(run.id, call.unwanted));
    auto fixes = call.database().read([&](db::Session& db) { return fixes_of(db, run.id); });
    call.tag = tag_of(fixes);
    auto& prepared = checked.prepared;
    return masking.hand_out(RowsToFix{std::move(run), prepared.verdict, std::move(prepared.reasons), prepared.ledger,
                                      prepared.cards, std::move(checked.held), std::move(fixes)});
}

class SlipReceiver final : public http::Receives<http::Created<Shown<SlipAnswer>>>
{
public:
    SlipReceiver(http::Call& call, Run run, std::string file_name)
        : call_(call), run_(std::move(run)), file_name_(std::move(file_name)),
          incoming_(call.use<storage::Storage>().receive())
    {
    }

    void named(std::string_view name) override
    {
        if (!call_.query.contains("file_name")) file_name_ = as_utf8(cut_utf8(name, 255));
    }
    void write(std::string_view bytes) override { incoming_->write(bytes); }

    http::Created<Shown<SlipAnswer>> answer() override
    {
        if (incoming_->bytes() == 0)
            throw Refusal{Why::invalid,
                          fmt::format("“{}” is empty. Send the correction sheet with its rows.", file_name_)};
        auto stored = incoming_->keep();
        auto merged = require(call_.use<DryRuns>().merge_slip(run_.id, stored.sha256, file_name_, call_.unwanted));
        auto taken = call_.database().transact([&](db::Session& db) { return take(db, stored, merged); });
        incoming_->accepted();
        return {Masking(users::user_of(call_), run_.department).hand_out(std::move(taken))};
    }

private:
    SlipAnswer take(db::Session& db, const storage::Stored& stored, const engine::SlipMerge& merged)
    {
        auto who = users::user_of(call_);
        insert_slip(db, {run_.id, file_name_, stored.sha256, stored.bytes, who.id}, merged);
        audit::note(db, call_, "run.slip", {"run", run_.id, run_.department.id},
                    fmt::format("{} of {} rows joined", merged.joined, merged.rows));
        SlipAnswer answer{merged.rows, merged.joined, merged.unchanged, merged.left_out, std::nullopt};
        if (merged.fixes.empty()) return answer;
        require(add_fixes(db, who, run_.id, merged.fixes));
        answer.run = require(continue_with_fixes(db, who, run_.id, call_.trace_id));
        announce(db, call_, *answer.run);
        return answer;
    }

    http::Call& call_;
    Run run_;
    std::string file_name_;
    std::unique_ptr<storage::Incoming> incoming_;
};

std::unique_ptr<http::Receives<http::Created<Shown<SlipAnswer>>>> receive_slip(http::Call& call, SlipQuery query)
{
    auto newest = call.database().read([&](db::Session& db) {
        if (!find(db, users::scope_of(call), call.id())) throw Refusal{Why::not_found, "There is no such run."};
        return newest_of_file(db, call.id());
    });
    return std::make_unique<SlipReceiver>(call, require_fixable(call, newest), query.file_name.value_or("slip.xlsx"));
}

constexpr http::Route routes_of_fixing[] = {
    http::get<&show_rows_to_fix>("/api/runs/{id}/rows-to-fix", may::fix,
                                 "Show the rows held back, checked again with the corrections made so far")
        .tagged()
        .asks_engine()
        .reads("run"),
    http::post<&receive_slip>("/api/runs/{id}/slips", may::fix, "Send a correction sheet back").asks_engine(),
};
} // namespace

std::span<const http::Route> fixing_routes() { return routes_of_fixing; }
} // namespace runs

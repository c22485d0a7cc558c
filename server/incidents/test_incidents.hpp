#pragma once
// For store tests: the small school, with files whose outcome a test chooses.
#include "server/events/event_store.hpp"
#include "server/incidents/act_store.hpp"
#include "server/incidents/incident_store.hpp"
#include "server/incidents/known_error_store.hpp"
#include "server/incidents/reader.hpp"
#include "server/runs/announce.hpp"
#include "server/runs/test_school.hpp"

namespace incidents
{
struct Deaf final : runs::EventSink {
    void run_changed(const runs::Run&) override {}
    void stage_changed(const runs::StageEvent&) override {}
    void report_published(const reports::Report&) override {}
};

class IncidentTest : public runs::SchoolTest
{
protected:
    void SetUp() override
    {
        SchoolTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        ship_known_errors(database());
    }

    static engine::Prepared with_cards(std::vector<engine::Card> cards)
    {
        engine::Prepared prepared;
        prepared.verdict = engine::Verdict::publish;
        prepared.cards = std::move(cards);
        return prepared;
    }
    static engine::Card card(std::int64_t count, std::string rule = "required", std::string column = "amount")
    {
        engine::Card card;
        card.rule = std::move(rule);
        card.column = std::move(column);
        card.count = count;
        card.title = "Amount is missing";
        return card;
    }
    static engine::Prepared good() { return with_cards({}); }
    static engine::Prepared bad(std::int64_t rows = 3) { return with_cards({card(rows)}); }

    // The next run in line comes to this.
    runs::Run ends(const engine::Prepared& prepared, const std::vector<engine::KnownErrorMatch>& known_errors = {})
    {
        auto got = claim().value();
        transact([&](db::Session& db) {
            runs::save_results(db, got.id, prepared, known_errors);
            bool held = prepared.verdict == engine::Verdict::hold;
            bool done = held ? runs::hold(db, got.fence(), prepared.reasons.at(0), 6, 2)
                             : runs::succeed(db, got.fence(), 6, 4, 2);
            if (!done) throw FenceGone();
            runs::announce(db, deaf, got.id);
        });
        return run(got.id);
    }
    // A file that comes to this, and its incidents.
    runs::Run comes(const engine::Prepared& prepared, const std::vector<engine::KnownErrorMatch>& known_errors = {})
    {
        return comes_for("2026-W" + std::to_string(10 + files++), prepared, known_errors);
    }
    runs::Run comes_for(const std::string& period, const engine::Prepared& prepared,
                        const std::vector<engine::KnownErrorMatch>& known_errors = {})
    {
        send("file " + period, period);
        auto ended = ends(prepared, known_errors);
        read();
        return ended;
    }
    std::int64_t read() { return read_events(database()); }

    Incident only()
    {
        auto found = all();
        EXPECT_EQ(found.size(), 1u);
        return found.at(0);
    }
    std::vector<Incident> all(IncidentFilter filter = {.tab = IncidentTab::all})
    {
        return database().read(
            [&](db::Session& db) { return list(db, moderator, filter, {200, {}, "number"}).value().results; });
    }
    Incident incident(std::int64_t id)
    {
        return database().read([&](db::Session& db) { return find(db, moderator, id).value(); });
    }
    template <class Act> Result<void> act(Act what)
    {
        return transact([&](db::Session& db) { return what(db); });
    }
    Result<void> resolve_it(std::int64_t id, Cause cause = Cause::fixed_in_file)
    {
        return act([&](db::Session& db) { return resolve_by_hand(db, moderator, id, {cause}); });
    }

    Deaf deaf;
    int files = 0;
};
} // namespace incidents

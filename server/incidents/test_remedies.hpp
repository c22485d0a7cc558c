#pragma once
// For store tests: a file with words that are nearly right, and what is applied to it.
#include "server/incidents/detail_store.hpp"
#include "server/incidents/remedy_store.hpp"
#include "server/incidents/test_incidents.hpp"

namespace incidents
{
// A file with words that are nearly right, of which the engine proposes the right ones.
struct Remedies : IncidentTest {
    static engine::KnownErrorMatch near(std::int64_t count = 2)
    {
        engine::KnownErrorMatch match;
        match.error = "near_value";
        match.kind = engine::ErrorClass::meaning;
        match.column = "student_id";
        match.rules = {"enum"};
        match.count = count;
        match.evidence = "2 × near a known value.";
        match.remedy.kind = engine::RemedyKind::add_step;
        match.remedy.words = "Replace them.";
        return match;
    }
    static engine::Prepared with_near(std::int64_t count = 2)
    {
        auto prepared = with_cards({card(count, "enum", "student_id")});
        prepared.errors = count;
        prepared.ledger.in = 6;
        return prepared;
    }
    static engine::Prepared repaired()
    {
        auto prepared = good();
        prepared.ledger.in = 6;
        engine::AppliedRepair repair;
        repair.error = "near_value";
        repair.column = "student_id";
        repair.count = 2;
        repair.errors_before = 2;
        prepared.repairs = {repair};
        return prepared;
    }
    runs::Run comes_near(const std::string& period = "2026-W10") { return comes_for(period, with_near(), {near()}); }
    Applicable now(std::int64_t id)
    {
        return database().read([&](db::Session& db) { return applicable(db, moderator, id).value(); });
    }
    RemedyPreview preview(std::int64_t id) { return preview_of(now(id), {repaired(), {}}); }
    Result<runs::Run> apply(std::int64_t id, const RemedyPreview& seen)
    {
        return transact([&](db::Session& db) { return apply_remedy(db, moderator, id, seen, "trace"); });
    }
    Result<runs::Run> apply(std::int64_t id) { return apply(id, preview(id)); }
    IncidentDetail detail_of(std::int64_t id)
    {
        return database().read([&](db::Session& db) { return find_detail(db, moderator, id).value(); });
    }
    KnownError known()
    {
        return database().read([&](db::Session& db) {
            auto id = db.value<std::int64_t>("SELECT id FROM known_errors WHERE key = 'near_value'");
            return find_known_error(db, id).value();
        });
    }
    // Applied to a file that comes to the same as before.
    void without_effect()
    {
        ASSERT_TRUE(apply(only().id));
        ends(with_near(), {near()});
        read();
    }
    static std::string why_not(const RemedyPreview& preview)
    {
        for (const auto& guard : preview.guards)
            if (!guard.holds) return guard.why_not.value();
        return "";
    }
};
} // namespace incidents

#include "engine/repair/repairs.hpp"
#include "server/incidents/test_incidents.hpp"

namespace incidents
{
namespace
{
struct KnownErrors : IncidentTest {
    static KnownErrorInput input()
    {
        KnownErrorInput input;
        input.title = "Fees: amounts missing after the update";
        input.symptom = "The amounts are missing.";
        input.cause = "The new version of the program leaves them out.";
        input.workaround = "Export with the old template.";
        input.signature.incident_kind = IncidentKind::rows;
        input.signature.reason = "required";
        input.signature.column = "amount";
        return input;
    }
    Result<KnownError> make(const KnownErrorInput& input)
    {
        return transact([&](db::Session& db) { return insert_known_error(db, input, moderator.id); });
    }
    Result<KnownError> change(std::int64_t id, const KnownErrorInput& input)
    {
        return transact([&](db::Session& db) { return change_known_error(db, id, input, moderator.id); });
    }
    KnownError shipped(const std::string& key)
    {
        return database().read([&](db::Session& db) {
            auto id = db.value<std::int64_t>("SELECT id FROM known_errors WHERE key = $1", key);
            return find_known_error(db, id).value();
        });
    }
};
ON_BOTH_ENGINES(KnownErrors);

KnownErrorInput as_input(const KnownError& one)
{
    return {one.key,        one.title,     one.kind,  one.symptom,     one.cause,
            one.workaround, one.signature, one.guard, one.valid_until, one.enabled};
}

TEST_P(KnownErrors, all_of_the_engine_are_there_once_however_often_it_starts)
{
    ship_known_errors(database());
    auto page = database().read([](db::Session& db) { return list_known_errors(db, {}, {200, {}, {}}).value(); });
    EXPECT_EQ(page.count, static_cast<std::int64_t>(std::size(engine::known_errors)));
    EXPECT_EQ(shipped("decimal_comma").guard, Guard::automatic);
    EXPECT_EQ(shipped("near_value").guard, Guard::ask);
    EXPECT_EQ(shipped("scientific_ids").guard, Guard::never);
}

TEST_P(KnownErrors, what_the_school_set_of_a_shipped_one_stays)
{
    auto one = shipped("near_value");
    auto wanted = as_input(one);
    wanted.workaround = "Ask Ben.";
    wanted.enabled = false;
    ASSERT_TRUE(change(one.id, wanted));
    ship_known_errors(database());
    EXPECT_EQ(shipped("near_value").workaround, "Ask Ben.");
    EXPECT_FALSE(shipped("near_value").enabled);
    EXPECT_EQ(shipped("near_value").version, 2);
    wanted.title = "Something else";
    EXPECT_EQ(change(one.id, wanted).error().why, Why::invalid);
    wanted = as_input(one);
    wanted.guard = Guard::automatic;
    EXPECT_EQ(change(one.id, wanted).error().why, Why::invalid) << "an error of meaning never repairs itself";
}

TEST_P(KnownErrors, the_schools_own_is_recognised_and_counted)
{
    auto own = make(input()).value();
    EXPECT_EQ(own.key, "fees-amounts-missing-after-the-update");
    comes(bad());
    EXPECT_EQ(only().known_error->id, own.id);
    comes(with_cards({card(1, "enum")}));
    EXPECT_FALSE(all()[1].known_error);
    auto now = database().read([&](db::Session& db) { return find_known_error(db, own.id).value(); });
    EXPECT_EQ(now.hits, 1);
    EXPECT_EQ(make(input()).error().why, Why::conflict) << "the key is taken";
}

TEST_P(KnownErrors, one_that_is_off_or_no_longer_holds_is_not_recognised)
{
    auto off = input();
    off.enabled = false;
    ASSERT_TRUE(make(off));
    auto over = input();
    over.key = "over";
    over.valid_until = "2020-01-01T00:00:00.000Z";
    ASSERT_TRUE(make(over));
    comes(bad());
    EXPECT_FALSE(only().known_error);
}

TEST_P(KnownErrors, the_one_that_says_most_wins)
{
    auto wide = input();
    wide.key = "wide";
    wide.signature.column.reset();
    ASSERT_TRUE(make(wide));
    auto narrow = make(input()).value();
    comes(bad());
    EXPECT_EQ(only().known_error->id, narrow.id);
}

TEST_P(KnownErrors, not_this_error_is_remembered)
{
    ASSERT_TRUE(make(input()));
    comes(bad());
    auto id = only().id;
    ASSERT_TRUE(act([&](db::Session& db) { return choose_known_error(db, moderator, id, {}); }));
    comes(bad());
    EXPECT_FALSE(only().known_error);
}

TEST_P(KnownErrors, a_signature_is_tried_on_the_last_incidents)
{
    auto own = make(input()).value();
    comes(bad());
    comes(with_cards({card(9, "enum")}));
    auto tried = [&](const Signature& signature) {
        return database().read([&](db::Session& db) { return try_signature(db, signature, own.id); });
    };
    auto now = tried(own.signature);
    EXPECT_EQ(now.tested, 2);
    EXPECT_EQ(now.hits.size(), 1u);
    EXPECT_TRUE(now.new_hits.empty());
    Signature other;
    other.reason = "enum";
    auto then = tried(other);
    ASSERT_EQ(then.new_hits.size(), 1u);
    ASSERT_EQ(then.lost_hits.size(), 1u);
    EXPECT_EQ(then.lost_hits[0].name, "FEES-1");
}

TEST_P(KnownErrors, versions_say_what_changed)
{
    auto own = make(input()).value();
    auto wanted = input();
    wanted.workaround = "Use the other template.";
    wanted.enabled = false;
    ASSERT_TRUE(change(own.id, wanted));
    auto versions = database().read([&](db::Session& db) { return versions_of(db, own.id); });
    ASSERT_EQ(versions.size(), 2u);
    EXPECT_EQ(versions[0].words, "Changed: the workaround, switched off.");
    EXPECT_EQ(versions[0].by->id, moderator.id);
}

TEST_P(KnownErrors, what_is_written_is_read_again)
{
    auto wanted = input();
    wanted.signature.feed_id = feed.id;
    wanted.signature.at_least_rows = 5;
    wanted.symptom = "true";
    wanted.workaround = "Quote: \"x\", colon: y\nand a second line";
    auto own = make(wanted).value();
    auto text = database().read([](db::Session& db) { return write_yaml(written_known_errors(db)); });
    EXPECT_NE(text.find("feed: fees"), std::string::npos) << text;
    auto take = [&](const std::string& yaml) -> Result<Imported> {
        auto all = read_yaml(yaml);
        if (!all) return std::unexpected(all.error());
        return transact([&](db::Session& db) { return import_known_errors(db, *all, moderator.id); });
    };
    EXPECT_EQ(take(text)->unchanged, 1) << text;
    transact([](db::Session& db) { db.exec("DELETE FROM known_errors WHERE NOT shipped"); });
    EXPECT_EQ(take(text)->created, 1);
    EXPECT_EQ(database().read([](db::Session& db) { return write_yaml(written_known_errors(db)); }), text);
    text.replace(text.find("at_least_rows: 5"), 16, "at_least_rows: 6");
    EXPECT_EQ(take(text)->changed, 1);
    for (const char* bad : {"known_errors: [", "known_errors: {}", "known_errors: [{key: x}]", "known_error: []", ""})
        EXPECT_EQ(take(bad).error().why, Why::invalid) << bad;
    text.replace(text.find("feed: fees"), 10, "feed: none");
    EXPECT_NE(take(text).error().message.find("no regular file"), std::string::npos);
}

TEST(Signature, fits_by_kind_cause_place_column_pattern_and_rows)
{
    Likeness incident{IncidentKind::rows, "required", "Amount is missing", 2, 3, "amount", 12};
    Signature wanted;
    EXPECT_TRUE(fits(wanted, incident));
    EXPECT_TRUE(is_empty(wanted));
    wanted.pattern = "amount*MISSING";
    wanted.at_least_rows = 12;
    wanted.department_id = 2;
    EXPECT_TRUE(fits(wanted, incident));
    for (const char* pattern : {"amount", "*missing?", "b*", ""}) {
        wanted.pattern = pattern;
        EXPECT_FALSE(fits(wanted, incident)) << pattern;
    }
    for (const char* pattern : {"*", "**", "*is*", "amount is missing", "*i*i*g"}) {
        wanted.pattern = pattern;
        EXPECT_TRUE(fits(wanted, incident)) << pattern;
    }
    wanted.at_least_rows = 13;
    EXPECT_FALSE(fits(wanted, incident));
    incident.department_id.reset();
    wanted.at_least_rows.reset();
    EXPECT_FALSE(fits(wanted, incident)) << "what is of the hub itself is of no department";
}
} // namespace
} // namespace incidents

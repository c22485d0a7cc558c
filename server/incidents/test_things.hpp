#pragma once
// For tests of late files and of places that fail.
#include "server/arrivals/announce_store.hpp"
#include "server/arrivals/due_store.hpp"
#include "server/arrivals/expectation_store.hpp"
#include "server/incidents/detail_store.hpp"
#include "server/incidents/test_incidents.hpp"
#include "server/sources/source_store.hpp"
#include <gmock/gmock.h>

namespace incidents
{
class ThingTest : public IncidentTest
{
protected:
    users::User person(const char* email, users::Role role)
    {
        return transact(
            [&](db::Session& db) { return users::insert(db, {email, "Ada", role, "x", {}, false}).value(); });
    }
    users::User member(const char* email, std::int64_t department_id, bool may_send)
    {
        return transact([&](db::Session& db) {
            return users::insert(db, {email, "Ada", users::Role::user, "x", {{department_id, may_send}}, false})
                .value();
        });
    }
    users::User stranger()
    {
        auto clubs = transact([](db::Session& db) { return departments::insert(db, {"clubs", "Clubs"}).value(); });
        return member("st@north.test", clubs.id, true);
    }

    arrivals::ExpectationInput weekly()
    {
        arrivals::ExpectationInput input;
        input.feed_id = feed.id;
        input.rule.cron = "0 10 * * 1";
        input.zone = "Europe/London";
        input.owner_id = clerk.id;
        input.deputy_id = moderator.id;
        return input;
    }
    arrivals::ExpectationRow expect(const arrivals::ExpectationInput& input)
    {
        return transact([&](db::Session& db) { return arrivals::insert(db, input); });
    }
    std::vector<arrivals::DueFile> due()
    {
        return transact([](db::Session& db) {
            return arrivals::list(db, users::Scope::everything(), {}, {200, {}, {}}).value().results;
        });
    }
    // As the watcher does it.
    void becomes_late(const arrivals::DueFile& file)
    {
        transact([&](db::Session& db) {
            db.exec("UPDATE due_files SET due_at = $2, alarm_after_at = $3 WHERE id = $1", file.id,
                    db.now(-std::chrono::hours(3)), db.now(-std::chrono::hours(1)));
            EXPECT_TRUE(arrivals::make_late(db, file.id));
            arrivals::announce(db, file.id);
        });
    }
    void say_again(const arrivals::DueFile& file)
    {
        transact([&](db::Session& db) { arrivals::announce(db, file.id); });
    }
    void excuse(const arrivals::DueFile& file)
    {
        transact([&](db::Session& db) {
            arrivals::excuse(db, file, "No trips", moderator.id).value();
            arrivals::announce(db, file.id);
        });
    }
    IncidentDetail detail_of(std::int64_t id, const users::User& who)
    {
        return database().read([&](db::Session& db) -> IncidentDetail { return find_detail(db, who, id).value(); });
    }
    bool sees(const users::User& who, std::int64_t id)
    {
        return database().read([&](db::Session& db) { return find(db, who, id).has_value(); });
    }
    std::vector<std::string> words_of(std::int64_t id)
    {
        std::vector<std::string> words;
        for (const auto& one :
             database().read([&](db::Session& db) { return list_activity(db, id, {200, {}, {}}).value().results; }))
            words.push_back(one.words);
        return words;
    }

    sources::Source source(std::optional<std::int64_t> feed_id = {})
    {
        sources::SourceInput input;
        input.name = "Shared folder";
        input.place.folder = "/srv/pickup";
        input.feed_id = feed_id;
        return transact([&](db::Session& db) { return sources::insert(db, input, moderator.id).value(); });
    }
    void looks(const sources::Source& place, bool works, int times = 1)
    {
        for (int time = 0; time < times; ++time)
            transact([&](db::Session& db) {
                sources::note_look(db, place.id,
                                   works ? std::nullopt : std::optional<std::string>("The folder cannot be opened."));
            });
        read();
    }
    void pause(const sources::Source& place, const std::optional<std::string>& reason)
    {
        transact([&](db::Session& db) {
            sources::set_paused(db, place.id, reason);
            sources::announce(db, place.id);
        });
        read();
    }
};
} // namespace incidents

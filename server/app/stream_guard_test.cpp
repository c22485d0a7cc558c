#include "server/app/stream_guard.hpp"
#include "server/app/test_hub.hpp"
#include "server/departments/department_store.hpp"
#include "server/http/kept_events.hpp"

namespace app
{
namespace
{
class Streams : public TestHub
{
protected:
    void SetUp() override
    {
        TestHub::SetUp();
        transact([&](db::Session& db) {
            clubs_ = require(departments::insert(db, {"clubs", "Clubs"})).id;
            library_ = require(departments::insert(db, {"library", "Library"})).id;
        });
        token_ = sign_in(users::Role::user, {{clubs_, true}});
        other_ = sign_in(users::Role::user, {{clubs_, true}});
    }
    template <class Work> void transact(Work work) { hub_->database().transact(work); }

    std::shared_ptr<http::Subscription> listen(const std::string& token)
    {
        auto owner = hub_->database().read([&](db::Session& db) { return users::find_token_owner(db, token).value(); });
        http::Listener listener{owner.user.id, owner.token_id, users::rights_of(owner.user), {clubs_}};
        return events_.subscribe([](const http::Event& event) { return event.text; }, std::nullopt,
                                 std::move(listener));
    }
    std::int64_t person_of(const std::string& token)
    {
        return hub_->database().read(
            [&](db::Session& db) { return users::find_token_owner(db, token).value().user.id; });
    }

    std::int64_t clubs_ = 0, library_ = 0;
    std::string token_, other_;
    http::KeptEvents kept_;
    http::EventHub events_{kept_};
};

TEST_F(Streams, A6_a_live_stream_ends_with_the_sign_in_and_with_every_change_of_what_its_owner_sees)
{
    auto id = person_of(token_);
    const std::pair<const char*, std::function<void(db::Session&)>> changes[] = {
        {"more departments",
         [&](db::Session& db) {
             db.exec("INSERT INTO memberships (user_id, department_id, may_send) VALUES ($1, $2, $3)", id, library_,
                     true);
         }},
        {"may look only",
         [&](db::Session& db) { db.exec("UPDATE memberships SET may_send = FALSE WHERE user_id = $1", id); }},
        {"fewer departments", [&](db::Session& db) { db.exec("DELETE FROM memberships WHERE user_id = $1", id); }},
        {"another role", [&](db::Session& db) { db.exec("UPDATE users SET role = 'moderator' WHERE id = $1", id); }},
        {"switched off",
         [&](db::Session& db) { db.exec("UPDATE users SET disabled_at = $2 WHERE id = $1", id, db.now()); }},
        {"switched on again and signed out",
         [&](db::Session& db) {
             db.exec("UPDATE users SET disabled_at = NULL WHERE id = $1", id);
             db.exec("UPDATE tokens SET revoked_at = $2 WHERE user_id = $1", id, db.now());
         }},
    };
    queue::Hint news;
    StreamGuard guard(hub_->database(), events_, news);
    auto neighbour = listen(other_);
    for (const auto& [what, change] : changes) {
        bool was_off = std::string_view(what).starts_with("switched on");
        auto stream = was_off ? nullptr : listen(token_);
        if (!was_off) {
            guard.look();
            EXPECT_FALSE(stream->ended()) << "before: " << what;
        }
        transact(change);
        guard.look();
        if (stream) {
            EXPECT_TRUE(stream->ended()) << what;
            kept_.publish("run", "{}");
            events_.look();
            EXPECT_EQ(stream->take(), nullptr) << "nothing more is told";
        }
        EXPECT_FALSE(neighbour->ended()) << what;
    }
    EXPECT_FALSE(hub_->database().read([&](db::Session& db) { return users::find_token_owner(db, token_); }));
}

TEST_F(Streams, A6_signing_out_and_the_end_of_a_token_by_age_end_its_stream_and_no_other_of_the_person)
{
    queue::Hint news;
    StreamGuard guard(hub_->database(), events_, news);
    auto id = person_of(token_);
    std::string second;
    transact([&](db::Session& db) { second = users::issue_token(db, id, "phone").token; });
    auto first = listen(token_), phone = listen(second);
    EXPECT_EQ(http::testing::send(port(), {"POST", "/api/sign-out", token_, "{}", {}}).status, 200);
    guard.look();
    EXPECT_TRUE(first->ended());
    EXPECT_FALSE(phone->ended());
    transact([](db::Session& db) { db.exec("UPDATE tokens SET expires_at = $1", db.now()); });
    guard.look();
    EXPECT_TRUE(phone->ended());
}
} // namespace
} // namespace app

#include "server/incidents/test_things.hpp"
#include "server/sources/secret_store.hpp"

namespace sources
{
namespace
{
using testing::IsEmpty;

const SealingKeys& keys()
{
    static const auto made = SealingKeys::from_lines(SealingKeys::new_line());
    return made;
}

struct SecretsOfPlaces : incidents::ThingTest {
    SourceEdit web(const std::string& server = "https://school.test", const std::string& user = "export")
    {
        SourceEdit edit;
        edit.name = "Exports";
        edit.kind = SourceKind::http;
        edit.after = AfterCare::keep;
        edit.place.http = WebPlace{{server + "/fees.csv"}, WebSignIn::password, user};
        return edit;
    }
    Source add(const SourceEdit& edit)
    {
        return transact([&](db::Session& db) {
            auto source = insert(db, edit, moderator.id).value();
            keep_secrets(db, keys(), source, edit.secrets, nullptr);
            return find(db, source.id).value();
        });
    }
    Source alter(std::int64_t id, const SourceEdit& edit, const SealingKeys& with = keys())
    {
        return transact([&](db::Session& db) {
            auto before = find(db, id).value();
            auto source = change(db, id, edit).value();
            keep_secrets(db, with, source, edit.secrets, &before);
            return find(db, id).value();
        });
    }
    Secrets opened(const Source& source, const SealingKeys& with = keys())
    {
        return transact([&](db::Session& db) { return secrets_of(db, with, source); });
    }
};
ON_BOTH_ENGINES(SecretsOfPlaces);

TEST_P(SecretsOfPlaces, D5_a_password_rests_sealed_is_never_told_and_stays_when_an_edit_sends_none)
{
    auto edit = web();
    edit.secrets = Secrets{"correct horse", {}};
    EXPECT_THAT(errors_in_secrets(edit, nullptr), IsEmpty());
    auto source = add(edit);
    EXPECT_TRUE(source.has_secret);
    EXPECT_EQ(json::serialize(json::encode(source)).find("correct horse"), std::string::npos);
    auto rests = transact([&](db::Session& db) {
        return db.value<std::string>("SELECT sealed_secrets FROM sources WHERE id = $1", source.id);
    });
    EXPECT_EQ(rests.find("correct"), std::string::npos);
    EXPECT_EQ(opened(source).password, "correct horse");
    EXPECT_FALSE(opened(source, SealingKeys::from_lines(SealingKeys::new_line())).password) << "with other keys";

    auto renamed = web();
    renamed.name = "Other";
    EXPECT_THAT(errors_in_secrets(renamed, &source), IsEmpty());
    EXPECT_EQ(opened(alter(source.id, renamed)).password, "correct horse");
    renamed.secrets = Secrets{"another", {}};
    EXPECT_EQ(opened(alter(source.id, renamed)).password, "another");
}

TEST_P(SecretsOfPlaces, what_the_keys_of_this_hub_do_not_open_is_left_as_it_is)
{
    auto edit = web();
    edit.secrets = Secrets{"correct horse", {}};
    auto source = add(edit);
    auto others = SealingKeys::from_lines(SealingKeys::new_line());
    auto renamed = web();
    renamed.name = "Other";
    for (const auto& given : {std::optional<Secrets>(), std::optional(Secrets{"", ""})}) {
        renamed.secrets = given;
        EXPECT_TRUE(alter(source.id, renamed, others).has_secret);
        EXPECT_EQ(opened(source).password, "correct horse") << "once the key file is back";
    }
    EXPECT_FALSE(alter(source.id, web("https://other.test"), others).has_secret);
}

TEST_P(SecretsOfPlaces, D5_a_password_goes_to_the_server_and_the_user_it_was_given_for)
{
    auto edit = web();
    edit.secrets = Secrets{"correct horse", {}};
    auto source = add(edit);
    auto token = web();
    token.place.http->sign_in = WebSignIn::token;
    token.place.http->user = {};
    for (const auto& moved : {web("https://other.test"), web("http://school.test"), web("https://school.test:444"),
                              web("https://school.test", "root"), token}) {
        EXPECT_EQ(errors_in_secrets(moved, &source).at(0).at, "secrets.password");
        auto after = alter(source.id, moved);
        EXPECT_FALSE(after.has_secret) << "even where nobody checked";
        EXPECT_FALSE(opened(after).password);
        alter(source.id, edit);
    }
}

TEST_P(SecretsOfPlaces, what_is_not_asked_for_is_not_kept)
{
    auto edit = web();
    EXPECT_EQ(errors_in_secrets(edit, nullptr).at(0).at, "secrets.password") << "it is needed";
    edit.secrets = Secrets{"two\nlines", {}};
    EXPECT_EQ(errors_in_secrets(edit, nullptr).at(0).at, "secrets.password");
    edit.secrets = Secrets{"correct horse", {}};
    auto source = add(edit);
    edit.place.http->sign_in = WebSignIn::none;
    EXPECT_EQ(errors_in_secrets(edit, &source).at(0).at, "secrets.password");
    EXPECT_FALSE(alter(source.id, edit).has_secret);
}
} // namespace
} // namespace sources

// Every route that creates something keeps to its Idempotency-Key.
#include "base/sha256.hpp"
#include "server/app/routes.hpp"
#include "server/app/test_hub.hpp"
#include "server/http/once_store.hpp"

namespace app
{
namespace
{
using http::testing::Ask;

class CreatingRoutes : public TestHub
{
};

std::string with_numbers(std::string_view path)
{
    std::string target;
    for (auto rest = path; !rest.empty();) {
        auto open = rest.find('{');
        target += rest.substr(0, open);
        if (open == rest.npos) break;
        target += "999";
        rest.remove_prefix(rest.find('}') + 1);
    }
    return target;
}

// None of these requests could be carried out: their rows do not exist. Each says 409, because its key is taken.
TEST_F(CreatingRoutes, D10_each_looks_at_the_key_before_anything_is_done)
{
    auto admin = sign_in(users::Role::admin);
    auto owner = hub_->database().read([&](db::Session& db) { return users::find_token_owner(db, admin).value(); });
    std::size_t creating = 0;
    for (auto table : routes())
        for (const auto& route : table) {
            if (route.answer != http::Answer::created || route.has_own_key) continue;
            ++creating;
            auto target = with_numbers(route.path);
            Ask ask{"POST", target, admin, "{}", {{"Idempotency-Key", target}}};
            hub_->database().transact([&](db::Session& db) {
                auto request = sha256_hex("POST " + target + "\n" + sha256_hex(ask.body));
                EXPECT_FALSE(http::take_key(db, owner.user.id, sha256_hex(target), request).has_value());
            });
            auto answer = http::testing::send(port(), ask);
            EXPECT_EQ(answer.status, 409) << target << answer.body;
            EXPECT_NE(answer.body.find("sent before"), std::string::npos) << target << answer.body;
        }
    EXPECT_GE(creating, 19U);
}
} // namespace
} // namespace app

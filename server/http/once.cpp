#include "server/http/once.hpp"
#include "base/sealing.hpp"
#include "base/sha256.hpp"
#include "server/db/database.hpp"
#include "server/http/once_store.hpp"
#include <fmt/format.h>

namespace http
{
namespace
{
constexpr std::size_t longest_key = 200;
constexpr auto about = "answered request";
constexpr int created = 201;

struct KeptAnswer {
    std::string body, tag;
};
BOOST_DESCRIBE_STRUCT(KeptAnswer, (), (body, tag))

std::optional<Reply> reply_of(const SealingKeys& keys, const RepeatedRequest& before)
{
    auto text = before.answer ? keys.open(*before.answer, about) : std::nullopt;
    if (!text) return std::nullopt;
    KeptAnswer kept;
    json::FieldErrors errors;
    auto document = json::parse(*text);
    json::decode(&document, kept, "", errors);
    Reply reply;
    reply.status = created;
    reply.body = std::move(kept.body);
    if (!kept.tag.empty()) reply.set("ETag", kept.tag);
    return reply;
}

[[noreturn]] void refuse_unanswered()
{
    auto problem = problem_of(409, "This request was sent before, and its answer is not there yet or not any more. Ask "
                                   "again in a moment, or look whether what you wanted is there.");
    problem.retry_after = 2;
    throw Stop(problem);
}

class OnceReceiver final : public Receiver
{
public:
    OnceReceiver(Call& call, const Route& route)
        : call_(call), route_(route), file_(Once(call, route, "").is_known() ? nullptr : route.receive(call))
    {
    }
    void named(std::string_view name) override
    {
        if (file_) file_->named(name);
    }
    void write(std::string_view bytes) override
    {
        digest_.add(bytes);
        if (file_) file_->write(bytes);
    }
    Reply finish() override
    {
        return Once(call_, route_, digest_.hex()).around([&] {
            if (!file_) refuse_unanswered();
            return file_->finish();
        });
    }

private:
    Call& call_;
    const Route& route_;
    Sha256 digest_;
    std::unique_ptr<Receiver> file_; // none where it was received before
};
} // namespace

std::unique_ptr<Receiver> receive_once(Call& call, const Route& route)
{
    if (!Once(call, route, "").applies()) return route.receive(call);
    return std::make_unique<OnceReceiver>(call, route);
}

Once::Once(const Call& call, const Route& route, std::string_view body_sha256) : call_(call)
{
    auto key = call.header("idempotency-key");
    if (route.answer != Answer::created || route.has_own_key || key.empty() || !call.signed_in) return;
    if (key.size() > longest_key)
        throw Stop(invalid({{"Idempotency-Key", fmt::format("must have {} characters at most", longest_key)}}, true));
    key_ = sha256_hex(key);
    request_ = sha256_hex(call.method + ' ' + call.target + '\n' + std::string(body_sha256));
}

bool Once::is_known() const
{
    return applies() && call_.database().read([&](db::Session& db) { return is_taken(db, call_.caller().id, key_); });
}

std::optional<Reply> Once::before(db::Session& db) const
{
    if (!applies()) return std::nullopt;
    auto before = take_key(db, call_.caller().id, key_, request_);
    if (!before) return std::nullopt;
    if (before->request_sha256 != request_)
        throw Stop(problem_of(422, "This Idempotency-Key was used for another request. Send a new request with a new "
                                   "key."));
    if (auto reply = reply_of(call_.use<SealingKeys>(), *before)) return reply;
    refuse_unanswered();
}

void Once::keep(db::Session& db, const Reply& reply) const
{
    if (!applies() || reply.status != created) return;
    KeptAnswer kept{reply.body, call_.tag};
    keep_answer(db, call_.caller().id, key_, call_.use<SealingKeys>().seal(json::serialize(json::encode(kept)), about));
}

Reply Once::around(const std::function<Reply()>& work) const
{
    if (!applies()) return work();
    auto& database = call_.database();
    if (auto before = database.transact([&](db::Session& db) { return this->before(db); })) return *before;
    auto give_back = [&] { database.transact([&](db::Session& db) { give_key_back(db, call_.caller().id, key_); }); };
    Reply reply;
    try {
        reply = work();
    } catch (...) { // nothing was created
        give_back();
        throw;
    }
    if (reply.status != created)
        give_back();
    else
        database.transact([&](db::Session& db) { keep(db, reply); });
    return reply;
}
} // namespace http

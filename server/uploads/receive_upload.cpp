#include "server/uploads/receive_upload.hpp"
#include "base/log.hpp"
#include "base/trouble.hpp"
#include "base/utf8.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/metrics/metrics.hpp"
#include "server/runs/announce.hpp"
#include "server/runs/run_store.hpp"
#include "server/storage/storage.hpp"
#include "server/uploads/quotas.hpp"
#include "server/uploads/upload_store.hpp"
#include "server/users/caller.hpp"
#include <fmt/format.h>

namespace uploads
{
namespace
{
constexpr std::size_t longest_key = 200;

// What the request says about the file before its first byte.
struct Intent {
    feeds::FeedRules feed;
    std::string period;
    std::string file_name;
    bool again = false;
    std::optional<std::string> idem_key;
};

// The last part of a path, as some browsers send one; cut to a length that every screen and file system takes.
std::string plain_name(std::string_view name)
{
    name = name.substr(name.find_last_of("/\\") + 1);
    std::string plain;
    auto whole = as_utf8(name);
    for (char c : cut_utf8(whole, 255))
        if (static_cast<unsigned char>(c) >= ' ' && c != 0x7f) plain += c;
    return plain.empty() ? "unnamed" : plain;
}

std::string require_period(const feeds::FeedRules& feed, const std::optional<std::string>& wanted)
{
    auto period = wanted.value_or("");
    if (feeds::period_choice(feed.period, period)) return period;
    auto kind = json::enum_text(feed.period);
    auto example = feed.period == engine::Period::week    ? "2026-W48"
                   : feed.period == engine::Period::month ? "2026-11"
                                                          : "2026-3-autumn";
    auto detail = feed.period == engine::Period::none ? "must be left out: this regular file has no periods"
                  : period.empty() ? fmt::format("is required: {} is for a {}, such as {}", feed.title, kind, example)
                                   : fmt::format("“{}” is no {}; expected one such as {}", period, kind, example);
    throw http::Stop(http::invalid({{"period", detail}}, true));
}

Intent require_intent(http::Call& call, const SendQuery& query)
{
    auto feed =
        call.database().read([&](db::Session& db) { return feeds::find_rules(db, users::scope_of(call), query.feed); });
    if (!feed) throw Refusal{Why::not_found, "There is no such regular file."};
    if (!users::may_send_to(users::user_of(call), feed->department.id))
        throw Refusal{Why::forbidden,
                      fmt::format("You may look at {} but not send files to it. An admin can allow you to.",
                                  feed->department.name)};
    if (feed->contract_version == 0)
        throw Refusal{
            Why::conflict,
            fmt::format("The file rules of {} are still a draft. A moderator can put them in force; then send "
                        "the file again.",
                        feed->title)};
    call.database().read(
        [&](db::Session& db) { call.use<Quotas>().require_room(db, call.caller().id, feed->department.id, 0); });
    Intent intent{*feed,
                  require_period(*feed, query.period),
                  plain_name(query.file_name.value_or("")),
                  query.again.value_or(false),
                  {}};
    if (auto key = call.header("idempotency-key"); !key.empty()) intent.idem_key = std::string(key);
    if (intent.idem_key && intent.idem_key->size() > longest_key)
        throw http::Stop(
            http::invalid({{"Idempotency-Key", fmt::format("must have {} characters at most", longest_key)}}, true));
    return intent;
}

// Of the names that people give, only these become a label of the metrics.
std::string file_type(std::string_view name)
{
    for (std::string_view type : {"csv", "tsv", "txt", "xlsx", "ods", "xls", "pdf", "zip"})
        if (name.ends_with("." + std::string(type))) return std::string(type);
    return "other";
}

class UploadReceiver final : public http::Receives<http::Created<Accepted>>
{
public:
    UploadReceiver(http::Call& call, Intent intent)
        : call_(call), place_(call.use<Quotas>().take_place(call.caller().id)), intent_(std::move(intent)),
          incoming_(call.use<storage::Storage>().receive())
    {
    }

    void named(std::string_view name) override
    {
        if (!call_.query.contains("file_name")) intent_.file_name = plain_name(name);
    }

    void write(std::string_view bytes) override { incoming_->write(bytes); }

    http::Created<Accepted> answer() override
    {
        if (incoming_->bytes() == 0)
            throw Refusal{Why::invalid,
                          fmt::format("“{}” is empty. Export it again and check that it holds rows before you "
                                      "send it.",
                                      intent_.file_name)};
        auto stored = incoming_->keep();
        auto accepted = call_.database().transact([&](db::Session& db) { return accept_stored(db, stored); });
        incoming_->accepted();
        note_beside(accepted.upload);
        call_.use<metrics::Metrics>().upload(accepted.upload.department.key, file_type(accepted.upload.file_name),
                                             "accepted", static_cast<std::uint64_t>(stored.bytes));
        return {accepted};
    }

private:
    // The upload is accepted already: without this note it only cannot be adopted by an older database.
    void note_beside(const Upload& upload)
    {
        try {
            call_.use<storage::Storage>().write_manifest(upload.sha256, upload.id,
                                                         json::serialize(json::encode(upload)));
        } catch (...) {
            logs::warn("uploads", "manifest not written",
                       {{"upload_id", upload.id}, {"error", words_of_thrown(std::current_exception())}});
        }
    }

    static void refuse_same(const Upload& same)
    {
        auto problem = http::problem_of(
            409,
            fmt::format("The same file was already sent as “{}” by {} ({}). Open its run, or send it again on purpose "
                        "with again=true.",
                        same.file_name, same.uploader.name, same.accepted_at.substr(0, 10)));
        problem.upload_id = same.id;
        problem.run_id = same.run_id;
        throw http::Stop(problem);
    }

    Accepted accept_stored(db::Session& db, const storage::Stored& stored)
    {
        NewUpload fresh{intent_.feed, intent_.period,    intent_.file_name, stored.sha256,  stored.bytes,
                        stored.key,   call_.caller().id, intent_.idem_key,  call_.trace_id, intent_.again};
        auto [upload, what] = require(accept(db, fresh));
        if (what == Accepting::What::sent_before) refuse_same(upload);
        auto run = runs::find(db, users::Scope::everything(), upload.run_id);
        if (what == Accepting::What::fresh) {
            call_.use<Quotas>().require_room(db, call_.caller().id, intent_.feed.department.id, stored.bytes, true);
            // While it was stored, somebody may have taken the same bytes away.
            if (!call_.use<storage::Storage>().has(storage::Kind::upload, stored.sha256))
                throw Refusal{Why::unavailable, "A file with the same content was just being removed. Send it again."};
            audit::note(db, call_, "upload.accept", {"upload", upload.id, upload.department.id}, upload.sha256);
            runs::announce(db, call_, *run);
        }
        return {upload, *run};
    }

    http::Call& call_;
    std::shared_ptr<void> place_;
    Intent intent_;
    std::unique_ptr<storage::Incoming> incoming_;
};
} // namespace

std::unique_ptr<http::Receives<http::Created<Accepted>>> receive_upload(http::Call& call, SendQuery query)
{
    return std::make_unique<UploadReceiver>(call, require_intent(call, query));
}
} // namespace uploads

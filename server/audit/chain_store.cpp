#include "server/audit/chain_store.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"
#include "server/audit/chain.hpp"
#include "server/db/health.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace audit
{
namespace
{
struct ChainedEvent : AuditEvent {
    std::optional<std::string> salt, detail_hash;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(ChainedEvent, (AuditEvent), (salt, detail_hash, hash))

std::vector<ChainedEvent> events_after(db::Session& db, std::int64_t last, std::int64_t until)
{
    constexpr std::int64_t step = 500;
    static constexpr auto sql = R"sql(
        SELECT id, at, actor_id, actor, action, subject, subject_id, department_id, address, request_id, detail, salt,
               detail_hash, hash FROM audit_log WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3)sql";
    return db.all<ChainedEvent>(sql, last, until, step);
}

// As the chain was before it was sealed.
std::string hashed_before(const std::string& before, const AuditEvent& event)
{
    return sha256_hex(before + json::serialize(json::encode(event)));
}

class Check
{
public:
    explicit Check(std::span<const Anchor> anchors)
    {
        for (const auto& anchor : anchors) anchors_[anchor.last_id] = anchor.hash;
    }

    bool goes_on(const ChainedEvent& event)
    {
        auto expected = state.events + 1;
        bool has_detail = event.salt ? hash_of_detail(*event.salt, event.detail) == event.detail_hash
                                     : event.detail == taken_out_detail;
        auto fit = event.id == expected && event.detail_hash ? fits(event.hash, before_, event, *event.detail_hash)
                                                             : SealingKeys::Fits::no;
        state.key_missing |= fit == SealingKeys::Fits::key_missing;
        if (!has_detail || fit != SealingKeys::Fits::yes || !is_anchored(event)) {
            state.first_broken = expected;
            return false;
        }
        state.taken_out += !event.salt;
        state.events = event.id;
        before_ = event.hash;
        return true;
    }

    // What the chain and the anchors say about its end.
    void end(const Head& head)
    {
        auto last = head.last_id;
        if (!anchors_.empty()) last = std::max(last, anchors_.rbegin()->first);
        if (state.events != last || before_ != head.hash) state.first_broken = state.events + 1;
    }

    ChainState state;

private:
    bool is_anchored(const ChainedEvent& event)
    {
        auto anchor = anchors_.find(event.id);
        return anchor == anchors_.end() || anchor->second == event.hash;
    }

    std::map<std::int64_t, std::string> anchors_;
    std::string before_;
};
} // namespace

Anchor anchor(db::Session& db)
{
    auto head = db.find<Head>("SELECT last_id, hash FROM audit_head").value();
    return {db.now(), head.last_id, head.hash};
}

ChainState check_chain(db::Session& db, std::span<const Anchor> anchors,
                       const std::function<bool(std::int64_t)>& so_far)
{
    // Whatever its rows say that can still be read.
    if (db::damage_in(db))
        throw Refusal{Why::unavailable, "The database of the hub is damaged, so nothing can be said about the history. "
                                        "Bring it back from a backup first."};
    // The end comes first: what is appended meanwhile lies behind it, and what lies before it never changes.
    auto head = db.find<Head>("SELECT last_id, hash FROM audit_head").value();
    Check check(anchors);
    while (!check.state.first_broken) {
        auto events = events_after(db, check.state.events, head.last_id);
        if (events.empty()) break;
        for (const auto& event : events)
            if (!check.goes_on(event)) break;
        if (so_far && !so_far(check.state.events)) return check.state;
    }
    if (!check.state.first_broken) check.end(head);
    check.state.holds = !check.state.first_broken;
    return check.state;
}

bool has_lost(db::Session& db, const Anchor& anchor)
{
    static constexpr auto sql = "SELECT EXISTS (SELECT 1 FROM audit_log WHERE id = $1 AND hash = $2)";
    return anchor.last_id > 0 && !db.value<bool>(sql, anchor.last_id, anchor.hash);
}

void seal_earlier_rows(db::Session& db)
{
    static constexpr auto seal =
        "UPDATE audit_log SET salt = $2, detail_hash = $3, hash = $4 WHERE id = $1 AND detail_hash IS NULL";
    if (!db.value<bool>("SELECT EXISTS (SELECT 1 FROM audit_log WHERE detail_hash IS NULL)")) return;
    auto head = db.find<Head>("UPDATE audit_head SET last_id = last_id RETURNING last_id, hash").value();
    std::string before, before_then;
    std::int64_t last = 0;
    std::optional<std::int64_t> broken;
    for (auto events = events_after(db, last, head.last_id); !events.empty();
         events = events_after(db, last, head.last_id))
        for (const auto& event : events) {
            if (!broken && (event.id != last + 1 || hashed_before(before_then, event) != event.hash)) broken = last + 1;
            before_then = event.hash;
            auto salt = new_salt();
            auto detail_hash = hash_of_detail(salt, event.detail);
            before = chained(before, event, detail_hash);
            db.exec(seal, event.id, salt, detail_hash, before);
            last = event.id;
        }
    if (!broken && (last != head.last_id || before_then != head.hash)) broken = last + 1;
    db.exec("UPDATE audit_head SET hash = $1", before);
    AuditEvent event;
    event.actor = "BatchOps";
    event.action = "history.seal";
    event.subject = "hub";
    event.detail = broken ? fmt::format("{} events from before; number {} was changed or is missing", last, *broken)
                          : fmt::format("{} events from before; none changed, none missing", last);
    append(db, std::move(event));
}
} // namespace audit

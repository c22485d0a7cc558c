#include "server/notifications/outbox_store.hpp"
#include "base/json.hpp"
#include <algorithm>

namespace notifications
{
namespace
{
constexpr std::chrono::seconds held_for{60}; // longer than any delivery takes

struct MailRow {
    std::int64_t id = 0;
    std::string payload;
    std::string created_at;
    std::optional<std::string> sent_at;
    std::optional<Outcome> outcome;
    std::int64_t attempts = 0;
    std::optional<std::string> last_error;
};
BOOST_DESCRIBE_STRUCT(MailRow, (), (id, payload, created_at, sent_at, outcome, attempts, last_error))

// Whatever is no mail is work of the database alone.
constexpr db::Sql is_urgent = "(topic <> 'mail' OR dedup_key LIKE 'account:%' OR dedup_key LIKE 'answer-code:%')";

db::Query due(Which which, db::Sql selected, const std::string& now)
{
    db::Query query(selected);
    query.add(" FROM outbox WHERE sent_at IS NULL AND not_before <= ?", now);
    if (which == Which::urgent) query.add(" AND ").add(is_urgent);
    return query;
}

std::optional<mail::Message> message_of(const std::optional<std::string>& text)
{
    if (!text) return std::nullopt;
    mail::Message message;
    json::FieldErrors errors;
    auto document = json::parse(*text);
    json::decode(&document, message, "", errors);
    if (!errors.empty()) return std::nullopt;
    return message;
}
struct Waiting {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (id))
} // namespace

void add(db::Session& db, const Outbox& outbox, const std::string& topic, const std::string& dedup_key,
         const std::string& text)
{
    static constexpr auto sql = R"sql(
        INSERT INTO outbox (topic, dedup_key, payload, not_before, created_at) VALUES ($1, $2, $3, $4, $4)
        ON CONFLICT (dedup_key) DO NOTHING)sql";
    db.exec(sql, topic, dedup_key, outbox.keys.seal(text, "outbox:" + topic), db.now());
    db.after_commit(outbox.wake);
}

void add_mail(db::Session& db, const Outbox& outbox, const std::string& dedup_key, const mail::Message& message)
{
    add(db, outbox, "mail", dedup_key, json::serialize(json::encode(message)));
}

bool is_due(db::Session& db, Which which)
{
    return db.find<Waiting>(due(which, "SELECT id", db.now()).add(" LIMIT 1")).has_value();
}

std::optional<OutboxItem> take(db::Session& db, Which which)
{
    auto now = db.now();
    auto oldest = due(which, "SELECT id", now);
    oldest.add(" ORDER BY CASE WHEN ").add(is_urgent).add(" THEN 0 ELSE 1 END, not_before, id LIMIT 1");
    if (db.engine() == db::Engine::postgres) oldest.add(" FOR UPDATE SKIP LOCKED");
    db::Query query("UPDATE outbox SET attempts = attempts + 1, not_before = ?", db.now(held_for));
    query.add(" WHERE id = (").add(oldest).add(") AND sent_at IS NULL AND not_before <= ?", now);
    return db.find<OutboxItem>(query.add(" RETURNING id, topic, dedup_key, payload, attempts"));
}

std::chrono::seconds back_off(std::int64_t attempts)
{
    auto doubled = std::chrono::seconds(5LL << std::clamp<std::int64_t>(attempts - 1, 0, 20));
    return std::min<std::chrono::seconds>(doubled, std::chrono::hours(1));
}

void put_back(db::Session& db, const OutboxItem& item, const std::string& reason)
{
    static constexpr auto sql =
        "UPDATE outbox SET not_before = $2, last_error = $3 WHERE id = $1 AND sent_at IS NULL AND attempts = $4";
    db.exec(sql, item.id, db.now(back_off(item.attempts)), reason, item.attempts);
}

void settle(db::Session& db, const SealingKeys& keys, const OutboxItem& item, Outcome outcome,
            const std::optional<std::string>& reason)
{
    static constexpr auto sql = R"sql(
        UPDATE outbox SET sent_at = $2, outcome = $3, last_error = $4, payload = $5
         WHERE id = $1 AND sent_at IS NULL)sql";
    auto payload = item.payload;
    if (outcome != Outcome::kept) {
        auto left = item.topic == "mail" ? message_of(open(keys, item)) : std::nullopt;
        if (left) left->text = left->html = "";
        payload = keys.seal(left ? json::serialize(json::encode(*left)) : "", "outbox:" + item.topic);
    }
    db.exec(sql, item.id, db.now(), outcome, reason, payload);
}

std::optional<std::string> open(const SealingKeys& keys, const OutboxItem& item)
{
    return keys.open(item.payload, "outbox:" + item.topic);
}

Result<db::Page<MailEntry>> list_mails(db::Session& db, const SealingKeys& keys, const db::PageQuery& wanted)
{
    static constexpr db::Order orders[] = {{"id", "o.id"}};
    auto rows = db::page<MailRow>(db,
                                  {"o.id, o.payload, o.created_at, o.sent_at, o.outcome, o.attempts, o.last_error",
                                   "outbox o", "o.id", db::Query("o.topic = 'mail'"), orders, true},
                                  wanted);
    if (!rows) return std::unexpected(rows.error());
    db::Page<MailEntry> page{rows->count, rows->count_at_least, rows->next, rows->previous, {}};
    for (const auto& row : rows->results) {
        auto message = message_of(keys.open(row.payload, "outbox:mail")).value_or(mail::Message{});
        page.results.push_back({row.id, message.to, message.subject, row.created_at, row.sent_at, row.outcome,
                                row.attempts, row.last_error});
    }
    return page;
}

std::optional<mail::Message> find_mail(db::Session& db, const SealingKeys& keys, std::int64_t id)
{
    auto row = db.find<MailRow>("SELECT id, payload, created_at, sent_at, outcome, attempts, last_error FROM outbox "
                                "WHERE topic = 'mail' AND id = $1",
                                id);
    if (!row) return std::nullopt;
    return message_of(keys.open(row->payload, "outbox:mail"));
}

std::int64_t forget_ended_before(db::Session& db, const std::string& instant)
{
    return db.exec("DELETE FROM outbox WHERE sent_at < $1", instant);
}
} // namespace notifications

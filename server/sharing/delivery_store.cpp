#include "server/sharing/delivery_store.hpp"
#include "server/audit/audit_store.hpp"
#include "server/events/event_store.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/sharing/policy.hpp"
#include <algorithm>

namespace sharing
{
namespace
{
constexpr db::Sql columns = R"sql(
    g.id, g.kind, p.id AS report_id, p.title AS report_title, p.version AS report_version, p.period AS report_period,
    p.feed_id, p.department_id, u.id AS recipient_person_id, u.name AS recipient_person_name,
    COALESCE(u.email, g.email) AS recipient_email, g.user_id IS NULL AS recipient_outside, g.how, g.formats, g.part,
    p.personal, g.part_id, COALESCE(t.rows, CASE WHEN g.part IS NULL AND g.kind = 'report' THEN p.rows END) AS rows, g.state, g.reason,
    g.tries, g.created_at, g.sent_at, g.opened_at, g.subscription_id)sql";
constexpr db::Sql from = R"sql(
    deliveries g JOIN reports p ON p.id = g.report_id LEFT JOIN users u ON u.id = g.user_id
    LEFT JOIN report_parts t ON t.id = g.part_id)sql";
constexpr db::Order orders[] = {{"id", "g.id"}};

struct Id {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Id, (), (id))

struct Holder {
    std::string recipient;
    std::optional<std::int64_t> user_id;
    std::optional<std::string> email;
};
BOOST_DESCRIBE_STRUCT(Holder, (), (recipient, user_id, email))

struct State {
    bool closed = false, stopped = false, withdrawn = false, replaced = false;
    DeliveryState state{};
};
BOOST_DESCRIBE_STRUCT(State, (), (closed, stopped, withdrawn, replaced, state))

std::optional<ReportDelivery> find_where(db::Session& db, const db::Query& where)
{
    db::Query query("SELECT ");
    return db.find<ReportDelivery>(query.add(columns).add(" FROM ").add(from).add(" WHERE ").add(where));
}
} // namespace

std::optional<ReportDelivery> insert(db::Session& db, const NewDelivery& wanted)
{
    static constexpr auto sql = R"sql(
        INSERT INTO deliveries (report_id, kind, recipient, user_id, email, subscription_id, part_id, part, how, formats,
                                state, reason, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (report_id, kind, recipient) DO NOTHING RETURNING id)sql";
    auto state = wanted.suppressed ? DeliveryState::suppressed : DeliveryState::waiting;
    auto made = db.find<Id>(sql, wanted.report_id, wanted.kind, wanted.target.key, wanted.target.user_id,
                            wanted.target.email, wanted.subscription_id, wanted.part_id, wanted.part, wanted.how,
                            wanted.formats, state, wanted.suppressed, db.now());
    if (!made) return std::nullopt;
    note(db, made->id, wanted.suppressed ? DeliveryAct::suppressed : DeliveryAct::queued, wanted.suppressed);
    return find_where(db, db::Query("g.id = ?", made->id));
}

std::optional<ReportDelivery> find_delivery(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query where("g.id = ?", id);
    scope.limit(where, " AND p.department_id");
    return find_where(db, where);
}

std::optional<ReportDelivery> find_own(db::Session& db, std::int64_t user_id, std::int64_t id)
{
    return find_where(
        db, db::Query("g.id = ? AND g.user_id = ? AND g.kind = 'report' AND g.state <> 'suppressed'", id, user_id));
}

Result<db::Page<ReportDelivery>> deliveries_of(db::Session& db, std::int64_t report_id, const db::PageQuery& wanted)
{
    return db::page<ReportDelivery>(db, {columns, from, "g.id", db::Query("g.report_id = ?", report_id), orders, true},
                                    wanted);
}

std::vector<DeliveryStep> steps_of(db::Session& db, std::int64_t id)
{
    return db.all<DeliveryStep>("SELECT at, what, detail FROM delivery_steps WHERE delivery_id = $1 ORDER BY id", id);
}

void note(db::Session& db, std::int64_t id, DeliveryAct what, const std::optional<std::string>& detail)
{
    db.exec("INSERT INTO delivery_steps (delivery_id, at, what, detail) VALUES ($1, $2, $3, $4)", id, db.now(), what,
            detail);
}

bool mark(db::Session& db, std::int64_t id, DeliveryState state, const std::optional<std::string>& reason)
{
    db::Query query("UPDATE deliveries SET state = ?, reason = ?", state, reason);
    if (state == DeliveryState::sent) query.add(", sent_at = ?", db.now());
    if (state == DeliveryState::opened) query.add(", opened_at = ?", db.now());
    query.add(" WHERE id = ?", id);
    // A mail that was opened may be told as sent only afterwards.
    if (state == DeliveryState::opened)
        query.add(" AND state IN ('waiting', 'sent')");
    else
        query.add(" AND state = 'waiting'");
    if (db.exec(query) == 0) return false;
    static constexpr std::pair<DeliveryState, DeliveryAct> steps[] = {
        {DeliveryState::sent, DeliveryAct::sent},
        {DeliveryState::failed, DeliveryAct::failed},
        {DeliveryState::opened, DeliveryAct::opened},
        {DeliveryState::suppressed, DeliveryAct::suppressed}};
    for (auto [to, step] : steps)
        if (to == state) note(db, id, step, reason);
    return true;
}

How set_how(db::Session& db, std::int64_t id, How how)
{
    db.exec("UPDATE deliveries SET how = $2 WHERE id = $1", id, how);
    return how;
}

void set_subscription(db::Session& db, std::int64_t id, std::int64_t subscription_id)
{
    db.exec("UPDATE deliveries SET subscription_id = $2 WHERE id = $1", id, subscription_id);
}

std::optional<ReportDelivery> delivery_to(db::Session& db, std::int64_t report_id, const std::string& recipient)
{
    return find_where(db, db::Query("g.report_id = ? AND g.kind = 'report' AND g.recipient = ?", report_id, recipient));
}

bool try_again(db::Session& db, std::int64_t id, bool also_arrived)
{
    static constexpr auto sql = R"sql(
        UPDATE deliveries SET state = 'waiting', reason = NULL
         WHERE id = $1 AND (state = 'failed' OR ($2 AND state IN ('sent', 'opened'))))sql";
    if (db.exec(sql, id, also_arrived) == 0) return false;
    note(db, id, DeliveryAct::again);
    return true;
}

std::int64_t count_try(db::Session& db, std::int64_t id)
{
    return db.value<std::int64_t>("UPDATE deliveries SET tries = tries + 1 WHERE id = $1 RETURNING tries", id);
}

std::vector<std::int64_t> not_mailed(db::Session& db, std::int64_t report_id)
{
    static constexpr auto sql = R"sql(
        SELECT g.id FROM deliveries g JOIN reports p ON p.id = g.report_id JOIN reports n ON n.report_key = p.report_key
         WHERE n.id = $1 AND (p.id = n.id OR g.kind = 'correction') AND g.state = 'waiting' AND g.tries = 0 ORDER BY g.id)sql";
    std::vector<std::int64_t> ids;
    for (const auto& one : db.all<Id>(sql, report_id)) ids.push_back(one.id);
    return ids;
}

bool wait_again(db::Session& db, std::int64_t id)
{
    static constexpr auto sql =
        "UPDATE deliveries SET state = 'waiting', reason = NULL WHERE id = $1 AND state = 'suppressed'";
    return db.exec(sql, id) == 1;
}

bool gets(db::Session& db, std::int64_t report_id, const std::string& recipient)
{
    return db.value<bool>("SELECT EXISTS (SELECT 1 FROM deliveries WHERE report_id = $1 AND kind = 'report' "
                          "AND recipient = $2 AND state <> 'suppressed')",
                          report_id, recipient);
}

std::vector<Target> holders(db::Session& db, std::int64_t report_id)
{
    static constexpr auto by_mail = R"sql(
        SELECT DISTINCT recipient, user_id, email FROM deliveries
         WHERE report_id = $1 AND kind <> 'withdrawal' AND state IN ('sent', 'opened') ORDER BY recipient)sql";
    static constexpr auto by_link = R"sql(
        SELECT DISTINCT CASE WHEN u.id IS NULL THEN 'address:' || LOWER(l.email) ELSE 'person:' || u.id END AS recipient,
               u.id AS user_id, CASE WHEN u.id IS NULL THEN LOWER(l.email) END AS email
          FROM share_links l LEFT JOIN users u ON u.email = LOWER(l.email)
         WHERE l.report_id = $1 AND l.email IS NOT NULL AND l.delivery_id IS NULL ORDER BY 1)sql";
    std::vector<Target> found;
    auto add = [&](Target target) {
        if (std::ranges::find(found, target.key, &Target::key) == found.end()) found.push_back(std::move(target));
    };
    for (auto& one : db.all<Holder>(by_mail, report_id)) add({one.recipient, one.user_id, one.email});
    for (auto& one : db.all<Holder>(by_link, report_id)) add({one.recipient, one.user_id, one.email});
    for (const auto& event : audit::events_of(db, "report", report_id))
        if (event.action == "report.download" && event.actor_id)
            add({"person:" + std::to_string(*event.actor_id), event.actor_id, std::nullopt});
    return found;
}

void suppress_waiting(db::Session& db, std::int64_t report_id, const std::string& reason)
{
    for (const auto& one :
         db.all<Id>("SELECT id FROM deliveries WHERE report_id = $1 AND kind <> 'withdrawal' AND state = 'waiting'",
                    report_id))
        mark(db, one.id, DeliveryState::suppressed, reason);
}

std::optional<std::string> why_not(db::Session& db, const ReportDelivery& delivery)
{
    static constexpr auto sql = R"sql(
        SELECT EXISTS (SELECT 1 FROM users u WHERE u.disabled_at IS NOT NULL AND (u.id = g.user_id OR u.email = g.email))
                   AS closed,
               EXISTS (SELECT 1 FROM subscriptions s WHERE s.id = g.subscription_id AND s.stopped_at IS NOT NULL) AS stopped,
               p.withdrawn_at IS NOT NULL AS withdrawn, g.state,
               EXISTS (SELECT 1 FROM reports n WHERE n.report_key = p.report_key AND n.version > p.version) AS replaced
          FROM deliveries g JOIN reports p ON p.id = g.report_id WHERE g.id = $1)sql";
    auto now = db.find<State>(sql, delivery.id);
    if (!now) return "The recipient is not there any more.";
    if (now->state != DeliveryState::waiting) return "Nothing waits to be sent.";
    if (now->closed) return "The account of the recipient is switched off.";
    if (now->stopped) return "The subscription was stopped before the mail went out.";
    if (now->withdrawn && delivery.kind != DeliveryKind::withdrawal)
        return "The report was withdrawn before the mail went out.";
    if (now->replaced && delivery.kind == DeliveryKind::report) return "A newer version came before the mail went out.";
    if (delivery.part && !delivery.part_id && delivery.kind == DeliveryKind::report)
        return "The rows of this recipient are not kept any more.";
    if (delivery.how == How::attachment && !may_attach(policy(db), delivery.personal))
        return "Files of this report may not go with mails any more.";
    if (!delivery.recipient.outside) return std::nullopt;
    auto text = feeds::live_text(db, delivery.feed_id);
    auto narrower =
        text ? engine::parse_contract(*text, "file rules").privacy.recipient_domains : std::vector<std::string>();
    if (auto words = why_not_outside(policy(db), narrower, delivery.recipient.email))
        return delivery.recipient.email + " " + *words + ".";
    return std::nullopt;
}

std::optional<PartRef> find_part(db::Session& db, std::int64_t report_id, const std::string& column,
                                 const std::vector<std::string>& values)
{
    static constexpr auto sql = R"sql(
        SELECT id, rows, title FROM report_parts WHERE report_id = $1 AND column_name = $2 AND split_values = $3)sql";
    return db.find<PartRef>(sql, report_id, column, values);
}

std::vector<reports::ReportFile> files_of_part(db::Session& db, std::int64_t part_id)
{
    return db.all<reports::ReportFile>(
        "SELECT format, bytes, sha256, file_name FROM report_part_files WHERE part_id = $1 ORDER BY format", part_id);
}

void tell(db::Session& db, std::int64_t department_id, const SharingChange& change)
{
    events::append(db, events::Kind::sharing, department_id, json::serialize(json::encode(change)));
}
} // namespace sharing

#include "server/sharing/subscription_store.hpp"
#include <algorithm>
#include <cctype>

namespace sharing
{
namespace
{
constexpr db::Sql columns = R"sql(
    s.id, f.id AS feed_id, f.key AS feed_key, f.title AS feed_title, d.id AS department_id, d.key AS department_key,
    d.name AS department_name, u.id AS recipient_person_id, u.name AS recipient_person_name,
    COALESCE(u.email, s.email) AS recipient_email, s.user_id IS NULL AS recipient_outside, s.how, s.formats,
    s.occasion AS "when", s.always, s.skip_empty, s.column_name AS "column", s.split_values AS "values", s.origin,
    CASE WHEN u.disabled_at IS NOT NULL THEN 'The account of this person is switched off, so nothing is sent.' END AS note,
    m.id AS created_by_id, m.name AS created_by_name, s.created_at, s.stopped_at, e.id AS stopped_by_id,
    e.name AS stopped_by_name, g.id AS last_id, g.report_id AS last_report_id, p.version AS last_version,
    g.state AS last_state, COALESCE(g.opened_at, g.sent_at, g.created_at) AS last_at)sql";
constexpr db::Sql from = R"sql(
    subscriptions s JOIN feeds f ON f.id = s.feed_id JOIN departments d ON d.id = f.department_id
    LEFT JOIN users u ON u.id = s.user_id LEFT JOIN users m ON m.id = s.created_by_id
    LEFT JOIN users e ON e.id = s.stopped_by_id
    LEFT JOIN deliveries g ON g.id = (SELECT MAX(x.id) FROM deliveries x WHERE x.subscription_id = s.id)
    LEFT JOIN reports p ON p.id = g.report_id)sql";
constexpr db::Order orders[] = {{"id", "s.id"}};

struct InForce {
    std::int64_t id = 0;
    std::string recipient;
    SubscriptionOrigin origin{};
};
BOOST_DESCRIBE_STRUCT(InForce, (), (id, recipient, origin))

struct Holder {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Holder, (), (id))

void end(db::Session& db, std::int64_t id, std::optional<std::int64_t> by)
{
    db.exec("UPDATE subscriptions SET stopped_at = $2, stopped_by_id = $3 WHERE id = $1 AND stopped_at IS NULL", id,
            db.now(), by);
}

void insert(db::Session& db, const NewSubscription& wanted, SubscriptionOrigin origin)
{
    static constexpr auto sql = R"sql(
        INSERT INTO subscriptions (feed_id, recipient, user_id, email, how, formats, occasion, always, skip_empty,
                                   column_name, split_values, origin, created_by_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14))sql";
    const auto& [feed_id, target, terms, values, by] = wanted;
    db.exec(sql, feed_id, target.key, target.user_id, target.email, terms.how, terms.formats, terms.when, terms.always,
            terms.skip_empty, terms.column, values, origin, by, db.now());
}

std::vector<InForce> in_force(db::Session& db, std::int64_t feed_id)
{
    return db.all<InForce>(
        "SELECT id, recipient, origin FROM subscriptions WHERE feed_id = $1 AND stopped_at IS NULL ORDER BY id",
        feed_id);
}
} // namespace

Target target_of(const users::User& person) { return {"person:" + std::to_string(person.id), person.id, std::nullopt}; }

Target target_of(const Recipient& to)
{
    if (to.person) return {"person:" + std::to_string(to.person->id), to.person->id, std::nullopt};
    return {"address:" + to.email, std::nullopt, to.email};
}

// An address whose account is closed is still that person's: it does not become one outside of the school.
Target target_of(db::Session& db, const std::string& given)
{
    std::string email(given);
    std::ranges::transform(email, email.begin(), [](unsigned char c) { return std::tolower(c); });
    if (auto person = db.find<Holder>("SELECT id FROM users WHERE email = $1", email))
        return {"person:" + std::to_string(person->id), person->id, std::nullopt};
    return {"address:" + email, std::nullopt, email};
}

std::int64_t subscribe(db::Session& db, const NewSubscription& wanted)
{
    auto origin = SubscriptionOrigin::hand;
    for (const auto& one : in_force(db, wanted.feed_id)) {
        if (one.recipient != wanted.target.key) continue;
        origin = one.origin;
        end(db, one.id, wanted.by);
    }
    insert(db, wanted, origin);
    return db.value<std::int64_t>(
        "SELECT id FROM subscriptions WHERE feed_id = $1 AND recipient = $2 AND stopped_at IS NULL", wanted.feed_id,
        wanted.target.key);
}

Result<void> change(db::Session& db, std::int64_t id, const Terms& terms, const std::vector<std::string>& values)
{
    static constexpr auto sql = R"sql(
        UPDATE subscriptions SET how = $2, formats = $3, occasion = $4, skip_empty = $5, column_name = $6,
               split_values = $7, always = $8
         WHERE id = $1 AND stopped_at IS NULL)sql";
    if (db.exec(sql, id, terms.how, terms.formats, terms.when, terms.skip_empty, terms.column, values, terms.always) ==
        0)
        return refuse(Why::conflict, "This subscription has ended. Make a new one.");
    return {};
}

Result<void> stop(db::Session& db, std::int64_t id, std::int64_t by)
{
    auto found = find_subscription(db, users::Scope::everything(), id);
    if (!found || found->stopped_at) return refuse(Why::conflict, "This subscription has ended already.");
    if (found->origin == SubscriptionOrigin::rules)
        return refuse(Why::conflict, "The file rules send the report there. Take the address out of them instead.");
    end(db, id, by);
    return {};
}

void keep_rules(db::Session& db, std::int64_t feed_id, const std::vector<std::string>& addresses,
                std::optional<std::int64_t> by)
{
    std::vector<Target> wanted;
    for (const auto& address : addresses) wanted.push_back(target_of(db, address));
    auto known = in_force(db, feed_id);
    for (const auto& one : known)
        if (one.origin == SubscriptionOrigin::rules &&
            std::ranges::find(wanted, one.recipient, &Target::key) == wanted.end())
            end(db, one.id, by);
    for (const auto& target : wanted) {
        if (std::ranges::find(known, target.key, &InForce::recipient) != known.end()) continue;
        insert(db, {feed_id, target, {}, {}, by}, SubscriptionOrigin::rules);
        known.push_back({0, target.key, SubscriptionOrigin::rules});
    }
}

Result<db::Page<Subscription>> list(db::Session& db, const users::Scope& scope, const SubscriptionFilter& filter,
                                    const db::PageQuery& wanted)
{
    db::Query where("TRUE");
    scope.limit(where, " AND f.department_id");
    if (filter.department_id) where.add(" AND f.department_id = ?", *filter.department_id);
    if (filter.feed_id) where.add(" AND s.feed_id = ?", *filter.feed_id);
    if (filter.state == SubscriptionState::active) where.add(" AND s.stopped_at IS NULL");
    if (filter.state == SubscriptionState::stopped) where.add(" AND s.stopped_at IS NOT NULL");
    if (filter.search) {
        auto pattern = db::like_pattern(*filter.search);
        where.add(" AND (LOWER(f.title) LIKE ? ESCAPE '!' OR LOWER(COALESCE(u.email, s.email)) LIKE ? ESCAPE '!'",
                  pattern, pattern);
        where.add(" OR LOWER(COALESCE(u.name, '')) LIKE ? ESCAPE '!')", pattern);
    }
    return db::page<Subscription>(db, {columns, from, "s.id", where, orders, true}, wanted);
}

std::optional<Subscription> find_subscription(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from).add(" WHERE s.id = ?", id);
    scope.limit(query, " AND f.department_id");
    return db.find<Subscription>(query);
}

std::vector<Subscription> subscriptions_of(db::Session& db, std::int64_t feed_id)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from).add(" WHERE s.feed_id = ? AND s.stopped_at IS NULL ORDER BY s.id",
                                                   feed_id);
    return db.all<Subscription>(query);
}
} // namespace sharing

#include "server/feeds/feed_store.hpp"
#include "engine/contract/edit_aliases.hpp"
#include "engine/standardize/matching.hpp"
#include "server/feeds/reach.hpp"
#include "server/feeds/read_rules.hpp"
#include "server/feeds/remembered_store.hpp"
#include "server/feeds/today.hpp"
#include "server/reports/stands_sql.hpp"
#include "server/sharing/subscription_store.hpp"
#include <algorithm>

namespace feeds
{
namespace
{
struct FeedKey {
    std::int64_t id = 0;
    std::string key;
};
BOOST_DESCRIBE_STRUCT(FeedKey, (), (id, key))

constexpr auto from = "feeds f JOIN departments d ON d.id = f.department_id";
constexpr auto rules = R"sql(
    f.id, f.key, f.title, d.id AS department_id, d.key AS department_key, d.name AS department_name, f.period, f.delivery,
    f.contract_version, f.match_filename)sql";
constexpr auto columns = R"sql(
    f.id, f.key, f.title, d.id AS department_id, d.key AS department_key, d.name AS department_name, f.period, f.delivery,
    f.contract_version, f.match_filename, NULL AS current_period,
    (SELECT MAX(u.accepted_at) FROM uploads u WHERE u.feed_id = f.id) AS last_upload_at,
    r.id AS last_run_id, r.state AS last_run_state, p.id AS last_report_id, p.version AS last_report_version,
    )sql" REPORT_STANDS R"sql( AS last_report_stands)sql";
constexpr auto list_from = R"sql(
    feeds f JOIN departments d ON d.id = f.department_id
    LEFT JOIN runs r ON r.id = (SELECT MAX(id) FROM runs WHERE runs.feed_id = f.id)
    LEFT JOIN reports p ON p.id = (SELECT MAX(id) FROM reports WHERE reports.feed_id = f.id))sql";
constexpr db::Order orders[] = {{"title", "f.title"}, {"key", "f.key"}, {"id", "f.id"}};
constexpr auto version_columns = R"sql(
    c.version, c.created_at, u.id AS created_by_id, u.name AS created_by_name, c.state, c.note, c.live_at,
    l.id AS live_by_id, l.name AS live_by_name)sql";
constexpr auto version_people = R"sql(
    LEFT JOIN users u ON u.id = c.created_by_id LEFT JOIN users l ON l.id = c.live_by_id)sql";

std::string contract_text(db::Session& db, std::int64_t feed_id, std::int64_t version)
{
    return db.value<std::string>("SELECT text FROM contracts WHERE feed_id = $1 AND version = $2", feed_id, version);
}

std::vector<std::string> names_of(const engine::Contract& contract, const std::string& field)
{
    auto found = std::ranges::find(contract.aliases, field, &engine::Alias::field);
    return found == contract.aliases.end() ? std::vector<std::string>() : found->names;
}

void write_version(db::Session& db, std::int64_t feed_id, std::int64_t version, const NewContract& contract,
                   const engine::Contract& read, std::optional<std::int64_t> author)
{
    static constexpr auto retire = "UPDATE contracts SET state = 'retired' WHERE feed_id = $1 AND state = 'live'";
    static constexpr auto insert = R"sql(
        INSERT INTO contracts (feed_id, version, text, state, note, created_by_id, created_at, live_by_id, live_at)
        VALUES ($1, $2, $3, 'live', $4, $5, $6, $5, $6))sql";
    // A draft always has the number behind the live one.
    static constexpr auto move_draft = "UPDATE contracts SET version = $2 WHERE feed_id = $1 AND state = 'draft'";
    db.exec(move_draft, feed_id, version + 1);
    db.exec(retire, feed_id);
    db.exec(insert, feed_id, version, contract.contract_text, contract.note, author, db.now());
    db.exec("DELETE FROM feed_references WHERE feed_id = $1", feed_id);
    for (const auto& key : read.schema.foreign_keys)
        if (!key.resource.empty())
            db.exec("INSERT INTO feed_references (feed_id, resource) VALUES ($1, $2) ON CONFLICT DO NOTHING", feed_id,
                    key.resource);
    sharing::keep_rules(db, feed_id, read.publish.to, author);
}
} // namespace

Result<db::Page<Feed>> list(db::Session& db, const users::Scope& scope, const FeedFilter& filter,
                            const db::PageQuery& wanted)
{
    db::Query where("TRUE");
    scope.limit(where, " AND f.department_id");
    if (filter.department_id) where.add(" AND f.department_id = ?", *filter.department_id);
    if (filter.search) {
        auto pattern = db::like_pattern(*filter.search);
        where.add(" AND (LOWER(f.title) LIKE ? ESCAPE '!' OR f.key LIKE ? ESCAPE '!')", pattern, pattern);
    }
    auto page = db::page<Feed>(db, {columns, list_from, "f.id", where, orders}, wanted);
    if (page)
        for (auto& feed : page->results) feed.current_period = period_of(feed.period, today(db));
    return page;
}

std::optional<FeedDetail> find(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(list_from).add(" WHERE f.id = ?", id);
    scope.limit(query, " AND f.department_id");
    auto feed = db.find<Feed>(query);
    if (!feed) return std::nullopt;
    FeedDetail detail;
    static_cast<Feed&>(detail) = std::move(*feed);
    detail.current_period = period_of(detail.period, today(db));
    detail.contract_text = contract_text(db, id, std::max<std::int64_t>(detail.contract_version, 1));
    auto contract = engine::parse_contract(detail.contract_text, detail.key);
    auto made = engine::made_by_steps(contract);
    for (const auto& field : contract.schema.fields)
        detail.fields.push_back({field.name, field.title, field.type, field.constraints.required, field.is_protected,
                                 field.personal, made.contains(field.name), names_of(contract, field.name)});
    detail.remembered = remembered_of(db, id);
    db::Query versions("SELECT ");
    versions.add(version_columns).add(" FROM contracts c ").add(version_people).add(" WHERE c.feed_id = ?", id);
    detail.versions = db.all<ContractVersion>(versions.add(" ORDER BY c.version DESC"));
    return detail;
}

std::optional<FeedRules> find_rules(db::Session& db, const users::Scope& scope, std::string_view key)
{
    db::Query query("SELECT ");
    query.add(rules).add(" FROM ").add(from).add(" WHERE f.key = ?", key);
    scope.limit(query, " AND f.department_id");
    return db.find<FeedRules>(query);
}

std::optional<FeedRules> find_rules(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query query("SELECT ");
    query.add(rules).add(" FROM ").add(from).add(" WHERE f.id = ?", id);
    scope.limit(query, " AND f.department_id");
    return db.find<FeedRules>(query);
}

std::vector<FeedRules> all_rules(db::Session& db, const users::Scope& scope)
{
    db::Query query("SELECT ");
    query.add(rules).add(" FROM ").add(from).add(" WHERE f.contract_version > 0");
    scope.limit(query, " AND f.department_id");
    return db.all<FeedRules>(query.add(" ORDER BY f.id"));
}

Result<std::int64_t> insert_feed(db::Session& db, const NamedRules& named, std::int64_t version)
{
    static constexpr auto sql = R"sql(
        INSERT INTO feeds (key, title, department_id, period, delivery, match_filename, contract_version, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (key) DO NOTHING RETURNING id, key)sql";
    const auto& read = named.contract;
    auto made = db.find<FeedKey>(sql, read.feed, read.title, named.department.id, read.period, read.delivery,
                                 read.match_filename, version, db.now());
    if (made) return made->id;
    return refuse(Why::conflict, "There is a feed “" + read.feed +
                                     "” already. Choose another word for `feed`, or save a new version of that one.");
}

Result<FeedRules> insert(db::Session& db, const NewContract& contract, std::optional<std::int64_t> author)
{
    auto named = read_rules(db, contract.contract_text);
    require_reachable(db, 0, contract.contract_text, named.contract);
    auto made = insert_feed(db, named, 1);
    if (!made) return std::unexpected(made.error());
    write_version(db, *made, 1, contract, named.contract, author);
    return find_rules(db, users::Scope::everything(), *made).value();
}

Result<FeedRules> add_version(db::Session& db, const users::Scope& scope, std::int64_t feed_id,
                              const NewContract& contract, std::optional<std::int64_t> author)
{
    static constexpr auto sql = R"sql(
        UPDATE feeds SET title = $2, period = $3, delivery = $4, match_filename = $5,
                         contract_version = contract_version + 1
         WHERE id = $1 RETURNING contract_version)sql";
    auto feed = find_rules(db, scope, feed_id);
    if (!feed) return refuse(Why::not_found, "There is no such feed.");
    auto read = read_rules_of(*feed, contract.contract_text);
    require_reachable(db, feed_id, contract.contract_text, read);
    auto version = db.value<std::int64_t>(sql, feed_id, read.title, read.period, read.delivery, read.match_filename);
    write_version(db, feed_id, version, contract, read, author);
    return find_rules(db, scope, feed_id).value();
}

Result<FeedRules> set_aliases(db::Session& db, const users::Scope& scope, std::int64_t feed_id, const NewAliases& input,
                              std::optional<std::int64_t> author)
{
    auto feed = find_rules(db, scope, feed_id);
    if (!feed) return refuse(Why::not_found, "There is no such feed.");
    if (feed->contract_version == 0)
        return refuse(Why::conflict, "The file rules of " + feed->title + " are still a draft; add the names there.");
    auto text = contract_text(db, feed_id, feed->contract_version);
    auto contract = engine::parse_contract(text, feed->key);
    if (!contract.schema.find(input.field))
        return refuse(Why::invalid, "The file rules have no field “" + input.field + "”.");
    for (const auto& other : contract.aliases)
        for (const auto& name : input.names)
            if (other.field != input.field && std::ranges::find(other.names, name) != other.names.end())
                return refuse(Why::invalid,
                              "“" + name + "” is a name of " + other.field + " already. Take it away there first.");
    auto aliases = contract.aliases;
    auto own = std::ranges::find(aliases, input.field, &engine::Alias::field);
    if (own == aliases.end()) own = aliases.insert(aliases.end(), {input.field, {}});
    own->names = input.names;
    return add_version(db, scope, feed_id, {engine::with_aliases(text, aliases), "Names of " + input.field}, author);
}

std::optional<ContractText> find_contract(db::Session& db, const users::Scope& scope, std::int64_t feed_id,
                                          std::int64_t version)
{
    db::Query query("SELECT c.text, ");
    query.add(version_columns)
        .add(" FROM contracts c JOIN feeds f ON f.id = c.feed_id ")
        .add(version_people)
        .add(" WHERE c.feed_id = ? AND c.version = ?", feed_id, version);
    scope.limit(query, " AND f.department_id");
    return db.find<ContractText>(query);
}
} // namespace feeds

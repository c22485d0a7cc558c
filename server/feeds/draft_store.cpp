#include "server/feeds/draft_store.hpp"
#include "server/feeds/reach.hpp"
#include "server/feeds/read_rules.hpp"
#include "server/objects/object_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace feeds
{
namespace
{
constexpr auto draft_columns = R"sql(
    c.version, c.text, c.note, c.revision, c.based_on, c.tested_at, c.created_at, u.id AS created_by_id,
    u.name AS created_by_name)sql";
struct OnlyText {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(OnlyText, (), (text))

constexpr auto no_feed = "There is no such regular file.";
constexpr auto no_draft = "There is no draft of these file rules any more. It may be in force already, or discarded.";

void insert_draft(db::Session& db, std::int64_t feed_id, std::int64_t live, const NewDraft& draft, std::int64_t author)
{
    static constexpr auto sql = R"sql(
        INSERT INTO contracts (feed_id, version, text, state, note, based_on, created_by_id, created_at)
        VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7))sql";
    db.exec(sql, feed_id, live + 1, draft.text, draft.note, live, author, db.now());
}

Refusal saved_meanwhile(const Draft& known)
{
    return {Why::conflict,
            fmt::format("{} saved this draft meanwhile. Open it again to see it; what you wrote is still on this page.",
                        known.created_by ? known.created_by->name : "Somebody")};
}

// A feed that nothing was sent to yet is what its draft says.
void follow_draft(db::Session& db, std::int64_t feed_id, const NamedRules& named)
{
    static constexpr auto sql = R"sql(
        UPDATE feeds SET title = $2, period = $3, delivery = $4, match_filename = $5, department_id = $6
         WHERE id = $1 AND contract_version = 0)sql";
    const auto& contract = named.contract;
    db.exec(sql, feed_id, contract.title, contract.period, contract.delivery, contract.match_filename,
            named.department.id);
}

// Throws ContractErrors; the key of a feed never changes, its department not once files came.
NamedRules require_rules(db::Session& db, const FeedRules& feed, const std::string& text)
{
    if (feed.contract_version > 0) return {read_rules_of(feed, text), feed.department};
    auto named = read_rules(db, text);
    auto moved = feed;
    moved.department = named.department;
    read_rules_of(moved, text);
    return named;
}
} // namespace

std::optional<Draft> find_draft(db::Session& db, const users::Scope& scope, std::int64_t feed_id)
{
    db::Query query("SELECT ");
    query.add(draft_columns)
        .add(R"sql( FROM contracts c JOIN feeds f ON f.id = c.feed_id LEFT JOIN users u ON u.id = c.created_by_id
             WHERE c.state = 'draft' AND c.feed_id = ?)sql",
             feed_id);
    scope.limit(query, " AND f.department_id");
    return db.find<Draft>(query);
}

Result<Draft> save_draft(db::Session& db, const users::Scope& scope, std::int64_t feed_id, const NewDraft& draft,
                         std::int64_t author)
{
    static constexpr auto sql = R"sql(
        UPDATE contracts SET text = $3, note = $4, revision = revision + 1, based_on = $5, tested_at = NULL,
                             created_by_id = $6, created_at = $7
         WHERE feed_id = $1 AND state = 'draft' AND revision = $2)sql";
    auto feed = find_rules(db, scope, feed_id);
    if (!feed) return refuse(Why::not_found, no_feed);
    auto named = require_rules(db, *feed, draft.text);
    require_reachable(db, feed_id, draft.text, named.contract);
    auto known = find_draft(db, scope, feed_id);
    if (!known && draft.revision) return refuse(Why::conflict, no_draft);
    if (known && known->revision != draft.revision) return std::unexpected(saved_meanwhile(*known));
    if (!known)
        insert_draft(db, feed_id, feed->contract_version, draft, author);
    else if (db.exec(sql, feed_id, *draft.revision, draft.text, draft.note, feed->contract_version, author, db.now()) ==
             0)
        return std::unexpected(saved_meanwhile(*known));
    follow_draft(db, feed_id, named);
    return find_draft(db, scope, feed_id).value();
}

Result<std::int64_t> insert_with_draft(db::Session& db, const NewDraft& draft, std::int64_t author)
{
    auto named = read_rules(db, draft.text);
    require_reachable(db, 0, draft.text, named.contract);
    auto made = insert_feed(db, named, 0);
    if (made) insert_draft(db, *made, 0, draft, author);
    return made;
}

bool mark_tested(db::Session& db, std::int64_t feed_id, std::int64_t revision)
{
    static constexpr auto sql =
        "UPDATE contracts SET tested_at = $3 WHERE feed_id = $1 AND state = 'draft' AND revision = $2";
    return db.exec(sql, feed_id, revision, db.now()) == 1;
}

Result<FeedRules> go_live(db::Session& db, const users::Scope& scope, std::int64_t feed_id, std::int64_t revision,
                          std::int64_t who)
{
    static constexpr auto take = "DELETE FROM contracts WHERE feed_id = $1 AND state = 'draft' AND revision = $2";
    static constexpr auto sign = R"sql(
        UPDATE contracts SET created_by_id = $3, created_at = $4 WHERE feed_id = $1 AND version = $2)sql";
    auto feed = find_rules(db, scope, feed_id);
    if (!feed) return refuse(Why::not_found, no_feed);
    auto draft = find_draft(db, scope, feed_id);
    if (!draft) return refuse(Why::conflict, no_draft);
    if (draft->revision != revision) return std::unexpected(saved_meanwhile(*draft));
    if (draft->based_on != feed->contract_version)
        return refuse(
            Why::conflict,
            fmt::format("Version {} came in force since this draft was begun from version {}. Look at what it "
                        "changed, save the draft again with it, and test it.",
                        feed->contract_version, draft->based_on));
    if (!draft->tested_at && !last_files(db, feed_id, 1).empty())
        return refuse(Why::conflict, "Test this draft on the stored files first.");
    if (db.exec(take, feed_id, revision) == 0) return std::unexpected(saved_meanwhile(*draft));
    auto live = add_version(db, scope, feed_id, {draft->text, draft->note}, who);
    if (!live) return live;
    db.exec(sign, feed_id, live->contract_version,
            draft->created_by ? std::optional(draft->created_by->id) : std::nullopt, draft->created_at);
    return live;
}

Result<FeedRules> discard_draft(db::Session& db, const users::Scope& scope, std::int64_t feed_id)
{
    auto feed = find_rules(db, scope, feed_id);
    if (!feed) return refuse(Why::not_found, no_feed);
    if (db.exec("DELETE FROM contracts WHERE feed_id = $1 AND state = 'draft'", feed_id) == 0)
        return refuse(Why::conflict, no_draft);
    if (feed->contract_version == 0) db.exec("DELETE FROM feeds WHERE id = $1 AND contract_version = 0", feed_id);
    return *feed;
}

Sample insert_sample(db::Session& db, const std::string& file_name, const std::string& sha256, std::int64_t bytes,
                     std::int64_t sender)
{
    static constexpr auto sql = R"sql(
        INSERT INTO samples (file_name, sha256, bytes, sender_id, received_at) VALUES ($1, $2, $3, $4, $5)
        RETURNING id, file_name, sha256, bytes, received_at)sql";
    objects::keep(db, {storage::Kind::upload, sha256, bytes});
    return db.find<Sample>(sql, file_name, sha256, bytes, sender, db.now()).value();
}

std::vector<Sample> samples_of(db::Session& db, const std::vector<std::int64_t>& ids, std::int64_t sender)
{
    static constexpr auto sql = R"sql(
        SELECT id, file_name, sha256, bytes, received_at FROM samples
         WHERE id = $1 AND sender_id = $2 AND feed_id IS NULL)sql";
    std::vector<Sample> samples;
    for (auto id : ids)
        if (auto found = db.find<Sample>(sql, id, sender)) samples.push_back(*found);
    return samples;
}

void give_samples(db::Session& db, const std::vector<Sample>& samples, std::int64_t feed_id)
{
    for (const auto& sample : samples)
        db.exec("UPDATE samples SET feed_id = $2 WHERE id = $1 AND feed_id IS NULL", sample.id, feed_id);
}

std::int64_t forget_samples(db::Session& db)
{
    return db.exec("DELETE FROM samples WHERE feed_id IS NULL AND received_at < $1", db.now(-std::chrono::hours(24)));
}

std::vector<StoredOne> last_files(db::Session& db, std::int64_t feed_id, std::size_t most)
{
    static constexpr auto sent = R"sql(
        SELECT r.id AS run_id, u.file_name, u.sha256, u.accepted_at AS sent_at
          FROM runs r JOIN uploads u ON u.id = r.upload_id
         WHERE r.id IN (SELECT MAX(x.id) FROM runs x JOIN uploads y ON y.id = x.upload_id WHERE x.feed_id = $1
                         GROUP BY y.sha256)
         ORDER BY u.id DESC LIMIT $2)sql";
    static constexpr auto good = R"sql(
        SELECT NULL AS run_id, file_name, sha256, received_at AS sent_at FROM samples
         WHERE feed_id = $1 ORDER BY id LIMIT $2)sql";
    auto files = db.all<StoredOne>(sent, feed_id, most);
    for (auto& sample : db.all<StoredOne>(good, feed_id, most))
        if (files.size() < most && std::ranges::find(files, sample.sha256, &StoredOne::sha256) == files.end())
            files.push_back(std::move(sample));
    return files;
}

std::optional<std::string> live_text(db::Session& db, std::int64_t feed_id)
{
    auto found = db.find<OnlyText>("SELECT text FROM contracts WHERE feed_id = $1 AND state = 'live'", feed_id);
    return found ? std::optional(std::move(found->text)) : std::nullopt;
}
} // namespace feeds

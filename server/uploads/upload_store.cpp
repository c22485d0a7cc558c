#include "server/uploads/upload_store.hpp"
#include "base/failpoint.hpp"
#include "server/arrivals/meet_store.hpp"
#include "server/objects/object_store.hpp"
#include "server/runs/queue_store.hpp"
#include "server/runs/run_store.hpp"

namespace uploads
{
namespace
{
constexpr auto columns = R"sql(
    u.id, f.id AS feed_id, f.key AS feed_key, f.title AS feed_title, d.id AS department_id, d.key AS department_key,
    d.name AS department_name, u.period, u.file_name, u.bytes, u.sha256, p.id AS uploader_id, p.name AS uploader_name,
    u.accepted_at, (SELECT MIN(r.id) FROM runs r WHERE r.upload_id = u.id) AS run_id)sql";
constexpr auto from = R"sql(
    uploads u JOIN feeds f ON f.id = u.feed_id JOIN departments d ON d.id = u.department_id
    JOIN users p ON p.id = u.uploader_id)sql";
constexpr db::Order orders[] = {{"id", "u.id"}};

struct UploadId {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(UploadId, (), (id))

std::optional<Upload> find_where(db::Session& db, const db::Query& where)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from).add(" WHERE ").add(where);
    return db.find<Upload>(query.add(" ORDER BY u.id DESC LIMIT 1"));
}
} // namespace

Result<db::Page<Upload>> list(db::Session& db, const users::Scope& scope, const UploadFilter& filter,
                              const db::PageQuery& wanted)
{
    db::Query where("TRUE");
    scope.limit(where, " AND u.department_id");
    if (filter.department_id) where.add(" AND u.department_id = ?", *filter.department_id);
    if (filter.feed_id) where.add(" AND u.feed_id = ?", *filter.feed_id);
    if (filter.search) where.add(" AND LOWER(u.file_name) LIKE ? ESCAPE '!'", db::like_pattern(*filter.search));
    return db::page<Upload>(db, {columns, from, "u.id", where, orders, true}, wanted);
}

std::optional<Upload> find(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query where("u.id = ?", id);
    scope.limit(where, " AND u.department_id");
    return find_where(db, where);
}

std::optional<Upload> find_same(db::Session& db, std::int64_t feed_id, std::string_view period, std::string_view sha256)
{
    return find_where(db, db::Query("u.feed_id = ? AND u.period = ? AND u.sha256 = ?", feed_id, period, sha256));
}

std::optional<Upload> find_by_key(db::Session& db, std::int64_t uploader_id, std::string_view idem_key)
{
    return find_where(db, db::Query("u.uploader_id = ? AND u.idem_key = ?", uploader_id, idem_key));
}

Used used_within_a_day(db::Session& db, std::int64_t user_id, std::int64_t department_id)
{
    static constexpr auto files = "SELECT COUNT(*) FROM uploads WHERE uploader_id = $1 AND accepted_at > $2";
    static constexpr auto bytes =
        "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM uploads WHERE department_id = $1 AND accepted_at > $2";
    auto yesterday = db.now(-std::chrono::hours(24));
    return {db.value<std::int64_t>(files, user_id, yesterday), db.value<std::int64_t>(bytes, department_id, yesterday)};
}

Result<Accepting> accept(db::Session& db, const NewUpload& upload)
{
    // The insert comes first: of several at once, the unique keys decide which one is accepted, and the others see it.
    static constexpr auto sql = R"sql(
        INSERT INTO uploads (feed_id, department_id, period, file_name, sha256, bytes, uploader_id, storage_key,
                             accepted_at, idem_key, repeat)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                CASE WHEN $11 THEN (SELECT COALESCE(MAX(e.repeat) + 1, 0) FROM uploads e
                                     WHERE e.feed_id = $1 AND e.period = $3 AND e.sha256 = $5) ELSE 0 END)
        ON CONFLICT DO NOTHING RETURNING id)sql";
    runs::take_turn(db, upload.feed.id);
    constexpr int most_tries = 50; // each lets another one in that is sent again on purpose at the same time
    for (int i = 0; i < most_tries; ++i) {
        auto made = db.find<UploadId>(sql, upload.feed.id, upload.feed.department.id, upload.period, upload.file_name,
                                      upload.sha256, upload.bytes, upload.uploader_id, upload.storage_key, db.now(),
                                      upload.idem_key, upload.again);
        if (made) {
            objects::keep(db, {storage::Kind::upload, upload.sha256, upload.bytes});
            runs::insert_for_upload(db, made->id, upload.trace_id);
            arrivals::meet(db, upload.feed.id, upload.period, made->id);
            failpoint("before_upload_commit");
            return Accepting{find_where(db, db::Query("u.id = ?", made->id)).value(), Accepting::What::fresh};
        }
        if (auto before = upload.idem_key ? find_by_key(db, upload.uploader_id, *upload.idem_key) : std::nullopt) {
            if (before->sha256 == upload.sha256 && before->feed.id == upload.feed.id && before->period == upload.period)
                return Accepting{*before, Accepting::What::repeated_request};
            return refuse(Why::invalid, "This Idempotency-Key was used for another file, “" + before->file_name +
                                            "”. Send a new file with a new key.");
        }
        if (auto same = upload.again ? std::nullopt : find_same(db, upload.feed.id, upload.period, upload.sha256))
            return Accepting{*same, Accepting::What::sent_before};
    }
    return refuse(Why::unavailable, "This file is being sent many times at once. Send it again in a moment.");
}

std::vector<StoredUpload> all_stored(db::Session& db)
{
    return db.all<StoredUpload>("SELECT id, file_name, sha256 FROM uploads ORDER BY id");
}

std::optional<Upload> find_sent(db::Session& db, std::int64_t feed_id, const Upload& sent)
{
    return find_where(db, db::Query("u.feed_id = ? AND u.period = ? AND u.sha256 = ? AND u.accepted_at = ?", feed_id,
                                    sent.period, sent.sha256, sent.accepted_at));
}

std::optional<std::int64_t> adopter(db::Session& db, const users::UserRef& uploader)
{
    static constexpr auto sql = R"sql(
        SELECT id FROM users WHERE (id = $1 AND name = $2) OR (role = 'admin' AND disabled_at IS NULL)
         ORDER BY CASE WHEN id = $1 AND name = $2 THEN 0 ELSE 1 END, id LIMIT 1)sql";
    auto found = db.find<UploadId>(sql, uploader.id, uploader.name);
    return found ? std::optional(found->id) : std::nullopt;
}

void set_accepted_at(db::Session& db, std::int64_t id, const std::string& at)
{
    db.exec("UPDATE uploads SET accepted_at = $2 WHERE id = $1", id, at);
}
} // namespace uploads

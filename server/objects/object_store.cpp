#include "server/objects/object_store.hpp"
#include <algorithm>

namespace objects
{
namespace
{
using storage::Kind;

struct Words {
    std::string words;
};
BOOST_DESCRIBE_STRUCT(Words, (), (words))

constexpr db::Sql referred_to = R"sql(
    (CASE o.kind WHEN 'upload' THEN
        EXISTS (SELECT 1 FROM uploads x WHERE x.sha256 = o.sha256) OR EXISTS (SELECT 1 FROM slips x WHERE x.sha256 = o.sha256)
        OR EXISTS (SELECT 1 FROM samples x WHERE x.sha256 = o.sha256)
     ELSE
        EXISTS (SELECT 1 FROM run_files x WHERE x.sha256 = o.sha256)
        OR EXISTS (SELECT 1 FROM report_files x WHERE x.sha256 = o.sha256)
        OR EXISTS (SELECT 1 FROM report_part_files x WHERE x.sha256 = o.sha256)
        OR EXISTS (SELECT 1 FROM stage_results x WHERE x.output_sha256 = o.sha256)
        OR EXISTS (SELECT 1 FROM settings x WHERE x.name = 'school_logo' AND x.value = o.sha256)
     END))sql";

struct Known {
    Kind kind = Kind::upload;
    std::string sha256;
    std::int64_t bytes = 0;
    bool doomed = false;
    bool needed = false;
};
BOOST_DESCRIBE_STRUCT(Known, (), (kind, sha256, bytes, doomed, needed))
} // namespace

void note_coming(db::Session& db, Kind kind, std::span<const storage::Stored> objects)
{
    // In one order everywhere, so that two that store the same bytes wait for each other only one way.
    std::vector<storage::Stored> sorted(objects.begin(), objects.end());
    std::ranges::sort(sorted, {}, &storage::Stored::sha256);
    sorted.erase(std::ranges::unique(sorted, {}, &storage::Stored::sha256).begin(), sorted.end());
    auto now = db.now();
    db::Query query("INSERT INTO objects (kind, sha256, bytes, stored_at, doomed_at) VALUES ");
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i) query.add(", ");
        query.add("(?, ?, ?, ?, ?)", kind, sorted[i].sha256, sorted[i].bytes, now, now);
    }
    query.add(R"sql( ON CONFLICT (kind, sha256) DO UPDATE SET
        doomed_at = CASE WHEN objects.doomed_at IS NULL THEN NULL ELSE excluded.doomed_at END,
        checked_at = excluded.stored_at, lost_at = NULL)sql");
    db.exec(query);
}

void keep(db::Session& db, const Object& object)
{
    static constexpr auto sql = R"sql(
        INSERT INTO objects (kind, sha256, bytes, stored_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (kind, sha256) DO UPDATE SET doomed_at = NULL)sql";
    db.exec(sql, object.kind, object.sha256, object.bytes, db.now());
}

std::optional<Object> mark(db::Session& db, const Object& after, std::int64_t step)
{
    db::Query next("SELECT o.kind, o.sha256, o.bytes, o.doomed_at IS NOT NULL AS doomed, ");
    next.add(referred_to)
        .add(" AS needed FROM objects o WHERE o.kind > ? OR (o.kind = ? AND o.sha256 > ?) ORDER BY o.kind, o.sha256",
             after.kind, after.kind, after.sha256)
        .add(" LIMIT ?", step);
    auto known = db.all<Known>(next);
    for (const auto& one : known) {
        if (one.needed && one.doomed)
            db.exec("UPDATE objects SET doomed_at = NULL WHERE kind = $1 AND sha256 = $2", one.kind, one.sha256);
        if (!one.needed && !one.doomed)
            db.exec("UPDATE objects SET doomed_at = $3 WHERE kind = $1 AND sha256 = $2 AND doomed_at IS NULL", one.kind,
                    one.sha256, db.now());
    }
    if (known.empty()) return std::nullopt;
    return Object{known.back().kind, known.back().sha256, known.back().bytes};
}

std::vector<Object> doomed_before(db::Session& db, const std::string& instant)
{
    return db.all<Object>("SELECT kind, sha256, bytes FROM objects WHERE doomed_at < $1 ORDER BY kind, sha256",
                          instant);
}

bool forget(db::Session& db, const Object& object, const std::optional<std::string>& doomed_before)
{
    // The lock comes in a statement of its own: only the next one sees what a transaction that held it has committed.
    db::Query lock("UPDATE objects SET bytes = bytes WHERE kind = ? AND sha256 = ?", object.kind, object.sha256);
    if (doomed_before) lock.add(" AND doomed_at < ?", *doomed_before);
    if (db.exec(lock) == 0) return false;
    db::Query query("DELETE FROM objects AS o WHERE o.kind = ? AND o.sha256 = ? AND NOT ", object.kind, object.sha256);
    return db.exec(query.add(referred_to)) > 0;
}

std::vector<Object> least_recently_checked(db::Session& db, const std::string& before, std::int64_t most)
{
    static constexpr auto sql = R"sql(
        SELECT kind, sha256, bytes FROM objects WHERE COALESCE(checked_at, '') < $1 AND doomed_at IS NULL
         ORDER BY COALESCE(checked_at, ''), kind, sha256 LIMIT $2)sql";
    return db.all<Object>(sql, before, most);
}

void note_whole(db::Session& db, const Object& object)
{
    db.exec("UPDATE objects SET checked_at = $3, lost_at = NULL WHERE kind = $1 AND sha256 = $2", object.kind,
            object.sha256, db.now());
}

bool note_lost(db::Session& db, const Object& object)
{
    static constexpr auto sql = R"sql(
        UPDATE objects SET checked_at = $3, lost_at = $3 WHERE kind = $1 AND sha256 = $2 AND lost_at IS NULL)sql";
    return db.exec(sql, object.kind, object.sha256, db.now()) > 0;
}

std::int64_t lost(db::Session& db)
{
    return db.value<std::int64_t>("SELECT COUNT(*) FROM objects WHERE lost_at IS NOT NULL AND doomed_at IS NULL");
}

std::vector<std::string> what_refers_to(db::Session& db, const Object& object)
{
    static constexpr auto sent = R"sql(
        SELECT '“' || u.file_name || '” for ' || f.title AS words FROM uploads u JOIN feeds f ON f.id = u.feed_id
         WHERE u.sha256 = $1
        UNION SELECT 'the correction sheet “' || file_name || '”' FROM slips WHERE sha256 = $1
        UNION SELECT 'the good file “' || file_name || '”' FROM samples WHERE sha256 = $1 ORDER BY words)sql";
    static constexpr auto made = R"sql(
        SELECT 'the report ' || p.title || ', version ' || p.version AS words FROM report_files x
          JOIN reports p ON p.id = x.report_id WHERE x.sha256 = $1
        UNION SELECT 'a part of the report ' || p.title || ', version ' || p.version FROM report_part_files x
          JOIN report_parts t ON t.id = x.part_id JOIN reports p ON p.id = t.report_id WHERE x.sha256 = $1
        UNION SELECT 'a file of run ' || run_id FROM run_files WHERE sha256 = $1
        UNION SELECT 'the interim result of run ' || run_id FROM stage_results WHERE output_sha256 = $1
        UNION SELECT 'the logo of the school' FROM settings WHERE name = 'school_logo' AND value = $1
        ORDER BY words)sql";
    std::vector<std::string> words;
    for (auto& one : db.all<Words>(object.kind == Kind::upload ? db::Sql(sent) : db::Sql(made), object.sha256))
        words.push_back(std::move(one.words));
    return words;
}

std::vector<Object> made_by(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        SELECT 'made' AS kind, sha256, bytes FROM run_files WHERE run_id = $1
        UNION SELECT 'made', x.sha256, x.bytes FROM report_files x JOIN reports p ON p.id = x.report_id WHERE p.run_id = $1
        UNION SELECT 'made', x.sha256, x.bytes FROM report_part_files x JOIN report_parts t ON t.id = x.part_id
          JOIN reports p ON p.id = t.report_id WHERE p.run_id = $1
        UNION SELECT 'made', output_sha256, output_bytes FROM stage_results WHERE run_id = $1)sql";
    return db.all<Object>(sql, run_id);
}
} // namespace objects

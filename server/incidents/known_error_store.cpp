#include "server/incidents/known_error_store.hpp"
#include "server/incidents/row_store.hpp"
#include "server/incidents/self_repair_store.hpp"
#include "server/incidents/shipped.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace incidents
{
namespace
{
constexpr auto known_columns = R"sql(
    k.id, k.key, k.version, k.kind, k.shipped, k.title, k.symptom, k.cause, k.workaround, k.remedy_words, k.signature,
    k.guard, k.enabled, k.valid_until, k.hits, k.accepted, k.refused, k.no_effect, k.came_back,
    k.accepted * 5 + k.cells / 30 AS minutes_saved,
    CASE WHEN k.accepted + k.refused + k.no_effect > 0
         THEN CAST(k.accepted AS DOUBLE PRECISION) / (k.accepted + k.refused + k.no_effect) END AS hit_rate,
    k.last_hit_at, k.changed_at, u.id AS changed_by_id, u.name AS changed_by_name)sql";
constexpr auto known_from = "known_errors k LEFT JOIN users u ON u.id = k.changed_by_id";
constexpr db::Order known_orders[] = {
    {"title", "k.title"},
    {"hits", "SUBSTR('000000000000' || CAST(k.hits AS TEXT), LENGTH(CAST(k.hits AS TEXT)) + 1)"},
    {"last_hit_at", "COALESCE(k.last_hit_at, '')"},
};
constexpr std::int64_t most_tested = 200;

constexpr auto ref_columns = R"sql(
    i.id, COALESCE((SELECT UPPER(d.key) FROM departments d WHERE d.id = i.department_id), 'HUB') || '-' || i.number
              AS name, i.title)sql";

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

// “fees-late-export” for “Fees: late export”.
std::string key_of(const std::string& title)
{
    std::string key;
    for (char c : title) {
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
            letter = true;
        }
        if (letter)
            key += c;
        else if (!key.empty() && key.back() != '-')
            key += '-';
    }
    while (key.ends_with('-')) key.pop_back();
    return key.empty() ? "known-error" : key.substr(0, 60);
}

void note_version(db::Session& db, std::int64_t id, std::int64_t version, const std::string& words,
                  std::optional<std::int64_t> by)
{
    static constexpr auto sql = R"sql(
        INSERT INTO known_error_versions (known_error_id, version, words, at, changed_by_id)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (known_error_id, version) DO NOTHING)sql";
    db.exec(sql, id, version, words, db.now(), by);
}

// What a change changes, in a sentence.
std::string changes_in(const KnownError& before, const KnownErrorInput& now)
{
    std::vector<std::string> parts;
    auto differs = [&](bool different, const char* part) {
        if (different) parts.emplace_back(part);
    };
    auto text = [](const auto& value) { return json::serialize(json::encode(value)); };
    differs(before.title != now.title, "the title");
    differs(text(before.signature) != text(now.signature), "how it is recognised");
    differs(before.symptom != now.symptom || before.cause != now.cause, "what it is");
    differs(before.workaround != now.workaround, "the workaround");
    differs(before.guard != now.guard, "whether it acts by itself");
    differs(before.valid_until != now.valid_until, "how long it holds");
    if (before.enabled != now.enabled) parts.emplace_back(now.enabled ? "switched on" : "switched off");
    if (parts.empty()) return "Nothing changed.";
    std::string words = "Changed: ";
    for (std::size_t i = 0; i < parts.size(); ++i) words += (i > 0 ? ", " : "") + parts[i];
    return words + ".";
}

struct TriedLine : IncidentRef {
    IncidentKind kind = IncidentKind::manual;
    std::string about;
    std::optional<std::int64_t> department_id, feed_id;
    std::optional<std::string> column_name;
    std::int64_t rows = 0;
    std::optional<std::int64_t> known_error_id;
};
BOOST_DESCRIBE_STRUCT(TriedLine, (IncidentRef),
                      (kind, about, department_id, feed_id, column_name, rows, known_error_id))

struct Own {
    std::int64_t id = 0;
    Signature signature{};
};
BOOST_DESCRIBE_STRUCT(Own, (), (id, signature))

int says(const Signature& one)
{
    return one.incident_kind.has_value() + one.reason.has_value() + one.department_id.has_value() +
           one.feed_id.has_value() + one.column.has_value() + one.pattern.has_value() + one.at_least_rows.has_value();
}
} // namespace

void ship_known_errors(db::Session& db)
{
    static constexpr auto sql = R"sql(
        INSERT INTO known_errors (key, version, kind, shipped, title, symptom, cause, workaround, remedy_words, signature,
                                  guard, enabled, changed_at)
        VALUES ($1, $2, $3, TRUE, $4, $5, $6, $7, $8, $9, $10, TRUE, $11)
        ON CONFLICT (key) DO UPDATE SET kind = $3, title = $4, symptom = $5, cause = $6, remedy_words = $8
         WHERE known_errors.shipped AND (known_errors.title <> $4 OR known_errors.symptom <> $5
                                         OR known_errors.cause <> $6 OR known_errors.remedy_words <> $8))sql";
    for (const auto& one : shipped_errors()) {
        const auto& error = *find_in_engine(one.key);
        Signature signature{IncidentKind::known_error, std::string(one.key)};
        auto guard = error.kind == engine::ErrorClass::format ? Guard::automatic : Guard::ask;
        if (error.kind == engine::ErrorClass::lost) guard = Guard::never;
        if (db.exec(sql, one.key, shipped_version, error.kind, one.title, one.symptom, error.cause, one.workaround,
                    one.remedy, signature, guard, db.now()) == 0)
            continue;
        auto id = db.value<std::int64_t>("SELECT id FROM known_errors WHERE key = $1", one.key);
        note_version(db, id, shipped_version, "Came with BatchOps.", {});
    }
}

Result<db::Page<KnownError>> list_known_errors(db::Session& db, const KnownErrorFilter& filter,
                                               const db::PageQuery& wanted)
{
    db::Query where("TRUE");
    if (filter.kind) where.add(" AND k.kind = ?", *filter.kind);
    if (filter.shipped) where.add(" AND k.shipped = ?", *filter.shipped);
    if (filter.enabled) where.add(" AND k.enabled = ?", *filter.enabled);
    if (filter.search) {
        auto pattern = db::like_pattern(*filter.search);
        where.add(" AND (LOWER(k.title) LIKE ? ESCAPE '!' OR LOWER(k.symptom) LIKE ? ESCAPE '!')", pattern, pattern);
    }
    return db::page<KnownError>(db, {known_columns, known_from, "k.id", where, known_orders}, wanted);
}

std::optional<KnownError> find_known_error(db::Session& db, std::int64_t id)
{
    db::Query query("SELECT ");
    query.add(known_columns).add(" FROM ").add(known_from).add(" WHERE k.id = ?", id);
    return db.find<KnownError>(query);
}

std::vector<KnownErrorVersion> versions_of(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        SELECT v.version, v.at, u.id AS by_id, u.name AS by_name, v.words
          FROM known_error_versions v LEFT JOIN users u ON u.id = v.changed_by_id
         WHERE v.known_error_id = $1 ORDER BY v.version DESC)sql";
    return db.all<KnownErrorVersion>(sql, id);
}

std::vector<IncidentRef> incidents_of(db::Session& db, std::int64_t id)
{
    db::Query query("SELECT ");
    query.add(ref_columns).add(" FROM incidents i WHERE i.known_error_id = ?", id);
    query.add(" AND i.merged_into_id IS NULL ORDER BY i.last_seen_at DESC, i.id DESC LIMIT 20");
    return db.all<IncidentRef>(query);
}

json::FieldErrors errors_in(const KnownErrorInput& input)
{
    json::FieldErrors errors;
    if (is_blank(input.title)) errors.push_back({"title", "must say what it is, in a few words"});
    if (is_blank(input.workaround)) errors.push_back({"workaround", "must say what helps"});
    if (is_empty(input.signature))
        errors.push_back(
            {"signature", "must name a kind, a reason, a column or a pattern; else it would fit everything"});
    return errors;
}

Result<KnownError> insert_known_error(db::Session& db, const KnownErrorInput& input, std::int64_t by)
{
    static constexpr auto sql = R"sql(
        INSERT INTO known_errors (key, version, kind, shipped, title, symptom, cause, workaround, remedy_words, signature,
                                  guard, enabled, valid_until, changed_at, changed_by_id)
        VALUES ($1, 1, $2, FALSE, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (key) DO NOTHING RETURNING id)sql";
    if (input.guard == Guard::automatic)
        return refuse(Why::invalid,
                      "A known error of your own has a workaround for people and no repair, so it cannot act "
                      "by itself.");
    auto key = input.key.value_or(key_of(input.title));
    auto made = db.find<IdOnly>(sql, key, input.kind, input.title, input.symptom, input.cause, input.workaround,
                                "Nothing is done by itself; the workaround is shown.", input.signature, input.guard,
                                input.enabled, input.valid_until, db.now(), by);
    if (!made) return refuse(Why::conflict, fmt::format("There is a known error “{}” already.", key));
    note_version(db, made->id, 1, "Made.", by);
    return find_known_error(db, made->id).value();
}

Result<KnownError> change_known_error(db::Session& db, std::int64_t id, const KnownErrorInput& input, std::int64_t by)
{
    static constexpr auto sql = R"sql(
        UPDATE known_errors SET version = version + 1, kind = $2, title = $3, symptom = $4, cause = $5, workaround = $6,
               signature = $7, guard = $8, enabled = $9, valid_until = $10, changed_at = $11, changed_by_id = $12
         WHERE id = $1)sql";
    auto before = find_known_error(db, id);
    if (!before) return refuse(Why::not_found, "There is no such known error.");
    auto text = [](const auto& value) { return json::serialize(json::encode(value)); };
    if (before->shipped &&
        (input.title != before->title || input.kind != before->kind || input.symptom != before->symptom ||
         input.cause != before->cause || text(input.signature) != text(before->signature)))
        return refuse(Why::invalid,
                      "This one came with BatchOps: only its workaround, whether it acts by itself, until when "
                      "it holds and whether it is switched on can be changed.");
    bool may_act = before->shipped && before->kind == engine::ErrorClass::format;
    if (input.guard == Guard::automatic && !may_act)
        return refuse(Why::invalid, "Only errors of format repair themselves; this one needs a person.");
    if (input.guard == Guard::automatic && before->guard != Guard::automatic)
        if (auto worked = lately(db, id).confirmed; worked < confirmed_enough)
            return refuse(Why::invalid,
                          fmt::format("It acts by itself once {} repairs in a row that somebody asked for "
                                      "have worked. {} have so far.",
                                      confirmed_enough, worked));
    db.exec(sql, id, input.kind, input.title, input.symptom, input.cause, input.workaround, input.signature,
            input.guard, input.enabled, input.valid_until, db.now(), by);
    note_version(db, id, before->version + 1, changes_in(*before, input), by);
    return find_known_error(db, id).value();
}

std::optional<std::int64_t> recognise(db::Session& db, const std::optional<std::string>& engine_key,
                                      const Likeness& incident)
{
    if (engine_key)
        if (auto known = db.find<Own>("SELECT id, signature FROM known_errors WHERE key = $1 AND enabled", *engine_key))
            return known->id;
    static constexpr auto sql = R"sql(
        SELECT id, signature FROM known_errors
         WHERE NOT shipped AND enabled AND (valid_until IS NULL OR valid_until > $1) ORDER BY id)sql";
    std::optional<Own> best;
    for (auto& one : db.all<Own>(sql, db.now()))
        if (fits(one.signature, incident) && (!best || says(one.signature) > says(best->signature))) best = one;
    return best ? std::optional(best->id) : std::nullopt;
}

Tried try_signature(db::Session& db, const Signature& signature, std::optional<std::int64_t> known_error_id)
{
    db::Query query("SELECT ");
    query.add(ref_columns)
        .add(", i.kind, i.about, i.department_id, i.feed_id, i.column_name, i.rows, i.known_error_id");
    query.add(" FROM incidents i WHERE i.merged_into_id IS NULL ORDER BY i.id DESC LIMIT ?", most_tested);
    Tried tried;
    for (const auto& one : db.all<TriedLine>(query)) {
        ++tried.tested;
        bool fits_now = fits(
            signature, {one.kind, one.about, one.title, one.department_id, one.feed_id, one.column_name, one.rows});
        bool has_it = known_error_id && one.known_error_id == known_error_id;
        if (fits_now) tried.hits.push_back(one);
        if (fits_now && !has_it) tried.new_hits.push_back(one);
        if (!fits_now && has_it) tried.lost_hits.push_back(one);
    }
    tried.words =
        fmt::format("Of the last {} issues {} fit: {} that it does not have now, and {} that it has now would "
                    "no longer fit.",
                    tried.tested, tried.hits.size(), tried.new_hits.size(), tried.lost_hits.size());
    return tried;
}
} // namespace incidents

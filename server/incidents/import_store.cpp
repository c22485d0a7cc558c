#include "server/incidents/known_error_store.hpp"
#include "server/incidents/row_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace incidents
{
namespace
{
struct OwnLine {
    std::string key, title;
    engine::ErrorClass kind = engine::ErrorClass::meaning;
    std::string symptom, cause, workaround;
    Signature signature{};
    Guard guard = Guard::ask;
    std::optional<std::string> valid_until{};
    bool enabled = true;
};
BOOST_DESCRIBE_STRUCT(OwnLine, (),
                      (key, title, kind, symptom, cause, workaround, signature, guard, valid_until, enabled))

std::optional<std::string> key_of_department(db::Session& db, std::optional<std::int64_t> id)
{
    if (!id) return std::nullopt;
    auto found = db.find<departments::DepartmentRef>("SELECT id, key, name FROM departments WHERE id = $1", *id);
    return found ? std::optional(found->key) : std::nullopt;
}

std::optional<std::string> key_of_feed(db::Session& db, std::optional<std::int64_t> id)
{
    if (!id) return std::nullopt;
    auto found = db.find<feeds::FeedRef>("SELECT id, key, title FROM feeds WHERE id = $1", *id);
    return found ? std::optional(found->key) : std::nullopt;
}

Result<KnownErrorInput> input_of(db::Session& db, const WrittenKnownError& one)
{
    const auto& wanted = one.signature;
    KnownErrorInput input{one.key,        one.title,   one.kind,  one.symptom,     one.cause,
                          one.workaround, Signature{}, one.guard, one.valid_until, one.enabled};
    input.signature = {wanted.incident_kind, wanted.reason,       {}, {}, wanted.column,
                       wanted.pattern,       wanted.at_least_rows};
    if (wanted.department) {
        auto found = db.find<IdOnly>("SELECT id FROM departments WHERE key = $1", *wanted.department);
        if (!found)
            return refuse(Why::invalid,
                          fmt::format("“{}”: there is no department “{}” here.", one.key, *wanted.department));
        input.signature.department_id = found->id;
    }
    if (wanted.feed) {
        auto found = db.find<IdOnly>("SELECT id FROM feeds WHERE key = $1", *wanted.feed);
        if (!found)
            return refuse(Why::invalid,
                          fmt::format("“{}”: there is no regular file “{}” here.", one.key, *wanted.feed));
        input.signature.feed_id = found->id;
    }
    if (auto errors = errors_in(input); !errors.empty())
        return refuse(Why::invalid, fmt::format("“{}”: {} {}.", one.key, errors.front().at, errors.front().detail));
    return input;
}
} // namespace

WrittenKnownErrors written_known_errors(db::Session& db)
{
    static constexpr auto sql = R"sql(
        SELECT key, title, kind, symptom, cause, workaround, signature, guard, valid_until, enabled
          FROM known_errors WHERE NOT shipped ORDER BY key)sql";
    WrittenKnownErrors all;
    for (const auto& one : db.all<OwnLine>(sql)) {
        const auto& is = one.signature;
        WrittenSignature signature{is.incident_kind,
                                   is.reason,
                                   key_of_department(db, is.department_id),
                                   key_of_feed(db, is.feed_id),
                                   is.column,
                                   is.pattern,
                                   is.at_least_rows};
        all.known_errors.push_back({one.key, one.title, one.kind, one.symptom, one.cause, one.workaround, signature,
                                    one.guard, one.valid_until, one.enabled});
    }
    return all;
}

Result<Imported> import_known_errors(db::Session& db, const WrittenKnownErrors& all, std::int64_t by)
{
    Imported done;
    auto text = [](const auto& value) { return json::serialize(json::encode(value)); };
    auto there = written_known_errors(db);
    for (const auto& one : all.known_errors) {
        auto input = input_of(db, one);
        if (!input) return std::unexpected(input.error());
        auto known = db.find<IdOnly>("SELECT id FROM known_errors WHERE key = $1", one.key);
        auto same = std::ranges::find(there.known_errors, one.key, &WrittenKnownError::key);
        if (same != there.known_errors.end() && text(*same) == text(one)) {
            ++done.unchanged;
            continue;
        }
        auto result = known ? change_known_error(db, known->id, *input, by) : insert_known_error(db, *input, by);
        if (!result) return refuse(result.error().why, fmt::format("“{}”: {}", one.key, result.error().message));
        ++(known ? done.changed : done.created);
    }
    done.words = fmt::format("{} made, {} changed, {} were here already.", done.created, done.changed, done.unchanged);
    return done;
}
} // namespace incidents

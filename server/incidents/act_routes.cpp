#include "server/audit/note.hpp"
#include "server/http/list.hpp"
#include "server/incidents/act_store.hpp"
#include "server/incidents/comment.hpp"
#include "server/incidents/incident_routes.hpp"
#include "server/incidents/incident_store.hpp"
#include "server/users/caller.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace incidents
{
namespace may = http::may;

namespace
{
struct Acted {
    Incident incident{};
    std::optional<IncidentRef> next{}; // that asks for the caller
};
BOOST_DESCRIBE_STRUCT(Acted, (), (incident, next))

struct Comment {
    std::string comment;
};
BOOST_DESCRIBE_STRUCT(Comment, (), (comment))
struct MaybeComment {
    std::optional<std::string> comment;
};
BOOST_DESCRIBE_STRUCT(MaybeComment, (), (comment))
struct Owner {
    std::optional<std::int64_t> owner_id;
};
BOOST_DESCRIBE_STRUCT(Owner, (), (owner_id))
struct ChosenKnownError {
    std::optional<std::int64_t> known_error_id;
};
BOOST_DESCRIBE_STRUCT(ChosenKnownError, (), (known_error_id))
struct MergeWish {
    std::vector<std::int64_t> ids;
};
BOOST_DESCRIBE_STRUCT(MergeWish, (), (ids))
struct UnmergeWish {
    std::int64_t incident_id = 0;
};
BOOST_DESCRIBE_STRUCT(UnmergeWish, (), (incident_id))

void require_words(const std::string& text)
{
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        throw http::Stop(http::invalid({{"comment", "must say something"}}, false));
    require_short(text);
}

// Where the caller says which state they have seen, nobody must have changed it since.
void require_seen(http::Call& call)
{
    if (call.header("if-match").empty()) return;
    auto incident = find(call.db(), users::user_of(call), call.id());
    if (!incident) throw Refusal{Why::not_found, "There is no such issue."};
    call.require_match(fmt::format("\"{}\"", incident->version),
                       fmt::format("{} has changed {} meanwhile. Look at it again.",
                                   last_changed_by(call.db(), incident->id), incident->name));
}

template <class Act> Acted acted(http::Call& call, const char* action, Act act)
{
    require_seen(call);
    const auto& who = users::user_of(call);
    require(act(call.db(), who, call.id()));
    Acted done{find(call.db(), who, call.id()).value(), next_for(call.db(), who, call.id())};
    auto department = done.incident.department ? std::optional(done.incident.department->id) : std::nullopt;
    audit::note(call.db(), call, action, {"incident", done.incident.id, department}, done.incident.name);
    return done;
}

Acted assign_incident(http::Call& call, Owner input)
{
    return acted(call, "incident.assign",
                 [&](auto& db, const auto& who, auto id) { return assign(db, who, id, input.owner_id); });
}

Acted acknowledge_incident(http::Call& call)
{
    return acted(call, "incident.acknowledge",
                 [](auto& db, const auto& who, auto id) { return acknowledge(db, who, id); });
}

Acted wait_for_department(http::Call& call, MaybeComment input)
{
    require_short(input.comment);
    return acted(call, "incident.wait",
                 [&](auto& db, const auto& who, auto id) { return wait(db, who, id, input.comment); });
}

Acted snooze_incident(http::Call& call, SnoozeWish input)
{
    return acted(call, "incident.snooze",
                 [&](auto& db, const auto& who, auto id) { return snooze(db, who, id, input); });
}

Acted resolve_incident(http::Call& call, ResolveWish input)
{
    require_short(input.comment);
    return acted(call, "incident.resolve",
                 [&](auto& db, const auto& who, auto id) { return resolve_by_hand(db, who, id, input); });
}

Acted undo_incident(http::Call& call)
{
    return acted(call, "incident.undo", [](auto& db, const auto& who, auto id) { return undo_resolve(db, who, id); });
}

Acted reopen_incident(http::Call& call, MaybeComment input)
{
    require_short(input.comment);
    return acted(call, "incident.reopen",
                 [&](auto& db, const auto& who, auto id) { return reopen(db, who, id, input.comment); });
}

Acted comment_on_incident(http::Call& call, Comment input)
{
    require_words(input.comment);
    return acted(call, "incident.comment",
                 [&](auto& db, const auto& who, auto id) { return comment_on(db, who, id, input.comment); });
}

Acted choose_for_incident(http::Call& call, ChosenKnownError input)
{
    return acted(call, "incident.known_error", [&](auto& db, const auto& who, auto id) {
        return choose_known_error(db, who, id, input.known_error_id);
    });
}

Acted merge_incidents(http::Call& call, MergeWish input)
{
    if (input.ids.empty()) throw http::Stop(http::invalid({{"ids", "must name at least one issue"}}, false));
    return acted(call, "incident.merge",
                 [&](auto& db, const auto& who, auto id) { return merge(db, who, id, input.ids); });
}

Acted unmerge_incident(http::Call& call, UnmergeWish input)
{
    return acted(call, "incident.unmerge",
                 [&](auto& db, const auto& who, auto id) { return unmerge(db, who, id, input.incident_id); });
}

enum class BulkAction { assign, acknowledge, wait, snooze, resolve, reopen, comment, merge };
BOOST_DESCRIBE_ENUM(BulkAction, assign, acknowledge, wait, snooze, resolve, reopen, comment, merge)

struct BulkWish {
    std::vector<std::int64_t> ids;
    BulkAction action = BulkAction::acknowledge;
    std::optional<std::int64_t> owner_id;
    std::optional<Cause> cause;
    std::optional<std::string> comment;
    std::optional<bool> until_worse;
    std::optional<std::string> until;
    std::optional<std::int64_t> next_files, known_error_id;
};
BOOST_DESCRIBE_STRUCT(BulkWish, (),
                      (ids, action, owner_id, cause, comment, until_worse, until, next_files, known_error_id))

struct LeftAlone {
    std::int64_t id = 0;
    std::optional<std::string> name;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(LeftAlone, (), (id, name, why))

struct BulkDone {
    std::vector<IncidentRef> acted;
    std::vector<LeftAlone> left;
    std::string words; // names every one
};
BOOST_DESCRIBE_STRUCT(BulkDone, (), (acted, left, words))

constexpr std::size_t most_at_once = 200;

json::FieldErrors errors_in(const BulkWish& wish)
{
    json::FieldErrors errors;
    if (wish.ids.empty() || wish.ids.size() > most_at_once) errors.push_back({"ids", "must name 1 to 200 issues"});
    if (wish.action == BulkAction::merge && wish.ids.size() < 2)
        errors.push_back({"ids", "must name two issues at least to merge"});
    if (wish.action == BulkAction::resolve && !wish.cause) errors.push_back({"cause", "is required to resolve"});
    if (wish.action == BulkAction::comment && !wish.comment) errors.push_back({"comment", "is required to comment"});
    return errors;
}

Result<void> act_on(db::Session& db, const users::User& who, std::int64_t id, const BulkWish& wish)
{
    switch (wish.action) {
    case BulkAction::assign:
        return assign(db, who, id, wish.owner_id);
    case BulkAction::acknowledge:
        return acknowledge(db, who, id);
    case BulkAction::wait:
        return wait(db, who, id, wish.comment);
    case BulkAction::snooze:
        return snooze(db, who, id, {wish.until_worse, wish.until, wish.next_files});
    case BulkAction::resolve:
        return resolve_by_hand(db, who, id, {*wish.cause, wish.comment, wish.known_error_id});
    case BulkAction::reopen:
        return reopen(db, who, id, wish.comment);
    case BulkAction::comment:
        return comment_on(db, who, id, *wish.comment);
    case BulkAction::merge:
        return merge(db, who, wish.ids.front(), {id});
    }
    return {};
}

const char* done_words(BulkAction action)
{
    switch (action) {
    case BulkAction::assign:
        return "Given away";
    case BulkAction::acknowledge:
        return "Taken";
    case BulkAction::wait:
        return "Waiting for the department";
    case BulkAction::snooze:
        return "Put away";
    case BulkAction::resolve:
        return "Resolved";
    case BulkAction::reopen:
        return "Opened again";
    case BulkAction::comment:
        return "Commented on";
    case BulkAction::merge:
        return "Merged";
    }
    return "";
}

std::string words_of(const BulkWish& wish, const BulkDone& done)
{
    std::string words = done.acted.empty() ? "Nothing was changed" : std::string(done_words(wish.action)) + " ";
    for (std::size_t i = 0; i < done.acted.size(); ++i) words += (i > 0 ? ", " : "") + done.acted[i].name;
    words += ".";
    for (const auto& left : done.left)
        words += fmt::format(" {} was left alone: {}", left.name.value_or("One issue"), left.why);
    return words;
}

BulkDone act_on_many(http::Call& call, BulkWish wish)
{
    if (auto errors = errors_in(wish); !errors.empty()) throw http::Stop(http::invalid(errors, false));
    if (wish.comment) require_words(*wish.comment);
    const auto& who = users::user_of(call);
    auto ids = wish.ids;
    if (wish.action == BulkAction::merge) ids.erase(ids.begin());
    std::ranges::sort(ids); // locked in one order by everybody
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    BulkDone done;
    for (auto id : ids) {
        auto ref = find_ref(call.db(), who, id);
        auto result = act_on(call.db(), who, id, wish);
        if (result && ref)
            done.acted.push_back(*ref);
        else
            done.left.push_back({id, ref ? std::optional(ref->name) : std::nullopt, result.error().message});
    }
    done.words = words_of(wish, done);
    audit::note(call.db(), call, "incident.bulk_" + json::enum_text(wish.action), {"incident", {}, {}}, done.words);
    return done;
}

constexpr http::Route routes_of_acts[] = {
    http::post<&assign_incident>("/api/incidents/{id}/assign", may::approve, "Give an issue to somebody").tagged(),
    http::post<&acknowledge_incident>("/api/incidents/{id}/acknowledge", may::approve, "Say that an issue is handled")
        .tagged(),
    http::post<&wait_for_department>("/api/incidents/{id}/wait", may::approve, "Let an issue wait for the department")
        .tagged(),
    http::post<&snooze_incident>("/api/incidents/{id}/snooze", may::approve, "Put an issue away for a while").tagged(),
    http::post<&resolve_incident>("/api/incidents/{id}/resolve", may::approve, "Resolve an issue, with its cause")
        .tagged(),
    http::post<&undo_incident>("/api/incidents/{id}/undo", may::approve, "Take the resolving of an issue back")
        .tagged(),
    http::post<&reopen_incident>("/api/incidents/{id}/reopen", may::approve, "Open a resolved issue again").tagged(),
    http::post<&comment_on_incident>("/api/incidents/{id}/comment", may::fix, "Comment on an issue"),
    http::post<&choose_for_incident>("/api/incidents/{id}/known-error", may::approve,
                                     "Say which known error an issue is, or that it is none")
        .tagged(),
    http::post<&merge_incidents>("/api/incidents/{id}/merge", may::approve, "Merge other issues into this one")
        .tagged(),
    http::post<&unmerge_incident>("/api/incidents/{id}/unmerge", may::approve, "Take a merged issue out again")
        .tagged(),
    http::post<&act_on_many>("/api/incidents/bulk", may::approve, "Do the same with several issues"),
};
} // namespace

std::span<const http::Route> act_routes() { return routes_of_acts; }
} // namespace incidents

#include "server/feeds/draft_routes.hpp"
#include "engine/contract/edit_rules.hpp"
#include "engine/contract/rule_changes.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/feeds/trials.hpp"
#include "server/http/list.hpp"
#include "server/runs/masking.hpp"
#include "server/users/caller.hpp"
#include <fmt/format.h>
#include <tuple>

namespace feeds
{
namespace may = http::may;

namespace
{
constexpr const char* no_such_feed = "There is no such regular file.";

FeedRules require_feed(db::Session& db, const http::Call& call)
{
    auto feed = find_rules(db, users::scope_of(call), call.id());
    if (!feed) throw Refusal{Why::not_found, no_such_feed};
    return *feed;
}

Draft require_draft(db::Session& db, const http::Call& call)
{
    require_feed(db, call);
    auto draft = find_draft(db, users::scope_of(call), call.id());
    if (!draft) throw Refusal{Why::not_found, "There is no draft of these file rules."};
    return *draft;
}

void note(db::Session& db, const http::Call& call, const char* action, const FeedRules& feed, const std::string& detail)
{
    audit::note(db, call, action, {"feed", feed.id, feed.department.id}, detail);
}

std::string tag_of(const Draft& draft) { return fmt::format("\"{}.{}\"", draft.version, draft.revision); }

Draft show_draft(http::Call& call)
{
    auto draft = require_draft(call.db(), call);
    call.tag = tag_of(draft);
    return draft;
}

// Where the caller says which draft they have seen, somebody else must not have saved one since.
void require_seen_draft(http::Call& call)
{
    if (call.header("if-match").empty()) return;
    auto draft = find_draft(call.db(), users::scope_of(call), call.id());
    auto who = draft && draft->created_by ? draft->created_by->name : "Somebody";
    call.require_match(draft ? tag_of(*draft) : "\"none\"", who + " has saved this draft meanwhile. Open it again.");
}

http::Created<Draft> write_draft(http::Call& call, NewDraft input)
{
    require_seen_draft(call);
    try {
        auto draft = require(save_draft(call.db(), users::scope_of(call), call.id(), input, call.caller().id));
        note(call.db(), call, "feed.save_draft", require_feed(call.db(), call),
             fmt::format("version {}, revision {}", draft.version, draft.revision));
        return {draft};
    } catch (const engine::ContractErrors& errors) {
        refuse_contract(errors);
    }
}

struct DraftRevision {
    std::int64_t revision = 0; // of the draft that is meant
};
BOOST_DESCRIBE_STRUCT(DraftRevision, (), (revision))

struct DraftTest {
    Draft draft;
    std::vector<TriedFile> files; // the last ones, the newest first
};
BOOST_DESCRIBE_STRUCT(DraftTest, (), (draft, files))

// With the rules in force on the one side and the draft on the other.
runs::Shown<DraftTest> test_draft(http::Call& call, DraftRevision input)
{
    auto [draft, live, department] = call.database().read([&](db::Session& db) {
        auto found = require_draft(db, call);
        return std::tuple(std::move(found), live_text(db, call.id()), require_feed(db, call).department);
    });
    if (draft.revision != input.revision)
        throw Refusal{Why::conflict, "This draft was saved anew meanwhile. Open it again."};
    try {
        DraftTest test{draft,
                       call.use<Trials>().try_rules(call.id(), draft.text, live, most_tried_files, call.unwanted)};
        call.database().transact([&](db::Session& db) {
            mark_tested(db, call.id(), draft.revision);
            note(db, call, "feed.test_draft", require_feed(db, call), fmt::format("{} files", test.files.size()));
            test.draft = require_draft(db, call);
        });
        return runs::Masking(users::user_of(call), department).hand_out(std::move(test));
    } catch (const engine::ContractErrors& errors) {
        refuse_contract(errors);
    }
}

FeedDetail put_in_force(http::Call& call, DraftRevision input)
{
    try {
        auto feed = require(go_live(call.db(), users::scope_of(call), call.id(), input.revision, call.caller().id));
        note(call.db(), call, "feed.go_live", feed, fmt::format("version {}", feed.contract_version));
        return find(call.db(), users::scope_of(call), feed.id).value();
    } catch (const engine::ContractErrors& errors) {
        refuse_contract(errors);
    }
}

struct Discarded {
    bool feed_gone = false; // it had no rules in force
};
BOOST_DESCRIBE_STRUCT(Discarded, (), (feed_gone))

Discarded throw_away(http::Call& call)
{
    auto feed = require(discard_draft(call.db(), users::scope_of(call), call.id()));
    note(call.db(), call, "feed.discard_draft", feed, feed.key);
    return {feed.contract_version == 0};
}

struct RulesToTry {
    std::string text;
    std::optional<std::int64_t> files{}; // how many of the last ones; 1 where it is not said
};
BOOST_DESCRIBE_STRUCT(RulesToTry, (), (text, files))

// What rules that are still being written make of the last files; nothing is kept.
http::Listing<runs::Shown<TriedFile>> try_text(http::Call& call, RulesToTry input)
{
    auto most = input.files.value_or(1);
    if (most < 1 || most > static_cast<std::int64_t>(most_tried_files))
        throw http::Stop(http::invalid({{"files", fmt::format("must be 1 to {}", most_tried_files)}}, false));
    try {
        auto [live, department] = call.database().read([&](db::Session& db) {
            auto feed = require_feed(db, call);
            engine::parse_contract(input.text, feed.key);
            return std::pair(live_text(db, feed.id), feed.department);
        });
        runs::Masking masking(users::user_of(call), department);
        masking.hand_out_file(); // before the engine reads them
        return {masking.hand_out(
            call.use<Trials>().try_rules(call.id(), input.text, live, static_cast<std::size_t>(most), call.unwanted))};
    } catch (const engine::ContractErrors& errors) {
        refuse_contract(errors);
    }
}

// File rules as text and as a form. With a form, the text is changed to say it.
struct RulesInput {
    std::string text; // without errors where there is a form
    std::optional<engine::RulesForm> form{};
};
BOOST_DESCRIBE_STRUCT(RulesInput, (), (text, form))

struct RulesOutput {
    std::string text;
    std::optional<engine::RulesForm> form; // of the text; none where it has errors
    std::vector<engine::ContractError> errors;
};
BOOST_DESCRIBE_STRUCT(RulesOutput, (), (text, form, errors))

RulesOutput read_form(http::Call&, RulesInput input)
{
    RulesOutput out{std::move(input.text), {}, {}};
    try {
        if (input.form) {
            auto contract = engine::parse_contract(out.text, "file rules");
            fill(contract, *input.form);
            out.text = engine::with_rules(out.text, contract);
        }
        out.form = engine::form_of(engine::parse_contract(out.text, "file rules"));
    } catch (const engine::ContractErrors& errors) {
        out.errors = errors.errors();
    }
    return out;
}

struct SinceVersion {
    std::optional<std::int64_t> since; // the version that it is compared with; the one before where it is not said
};
BOOST_DESCRIBE_STRUCT(SinceVersion, (), (since))

struct RuleChanges {
    std::int64_t version = 0, since = 0;
    std::vector<std::string> changes; // sentences
    std::string text_before;          // for those who want to see the lines
};
BOOST_DESCRIBE_STRUCT(RuleChanges, (), (version, since, changes, text_before))

RuleChanges show_changes(http::Call& call, SinceVersion query)
{
    auto version = call.id("version");
    auto since = query.since.value_or(version - 1);
    auto after = find_contract(call.db(), users::scope_of(call), call.id(), version);
    auto before = find_contract(call.db(), users::scope_of(call), call.id(), since);
    if (!after || (!before && since != 0)) throw Refusal{Why::not_found, "There is no such version of the file rules."};
    if (!before) return {version, 0, {"This is the first version."}, ""};
    return {version, since,
            engine::rule_changes(engine::parse_contract(before->text, "before"),
                                 engine::parse_contract(after->text, "after")),
            before->text};
}

constexpr http::Route routes_of_drafts[] = {
    http::get<&show_draft>("/api/feeds/{id}/draft", may::read_feeds, "Show the draft of the file rules").tagged(),
    http::post<&write_draft>("/api/feeds/{id}/draft", may::write_feeds, "Save the file rules as a draft").tagged(),
    http::post<&test_draft>("/api/feeds/{id}/draft/test", may::write_feeds,
                            "Try the draft on the last five files, beside the rules in force")
        .asks_engine()
        .reads("feed"),
    http::post<&put_in_force>("/api/feeds/{id}/draft/go-live", may::write_feeds, "Put the draft in force"),
    http::post<&throw_away>("/api/feeds/{id}/draft/discard", may::write_feeds,
                            "Throw the draft away, and with it a regular file that has no rules in force"),
    http::post<&try_text>("/api/feeds/{id}/try", may::write_feeds,
                          "Show what file rules would make of the last files, step by step")
        .asks_engine()
        .reads("feed"),
    http::get<&show_changes>("/api/feeds/{id}/contracts/{version}/changes", may::read_feeds,
                             "Say in words what a version of the file rules changed"),
    http::post<&read_form>("/api/rules", may::write_feeds,
                           "Read file rules as a form, or change their text to what a form says")
        .by_hand(), // of nothing that is kept
};
} // namespace

std::span<const http::Route> draft_routes() { return routes_of_drafts; }
} // namespace feeds

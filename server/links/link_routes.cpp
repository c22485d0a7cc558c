#include "server/links/link_routes.hpp"
#include "engine/contract/contract.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/http/list.hpp"
#include "server/links/answer.hpp"
#include "server/links/letters.hpp"
#include "server/links/link_store.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/runs/announce.hpp"
#include "server/runs/decision_store.hpp"
#include "server/runs/dry_runs.hpp"
#include "server/runs/input_store.hpp"
#include "server/runs/masking.hpp"
#include "server/runs/run_store.hpp"
#include "server/users/caller.hpp"
#include "server/users/hub.hpp"
#include "server/users/limits.hpp"
#include "server/users/user_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace links
{
namespace may = http::may;

namespace
{
constexpr users::Limit codes_per_link{"answer-codes", 5, std::chrono::minutes(60)};
constexpr users::Limit looks_per_link{"answer-rows", 30, std::chrono::minutes(60)}; // each reads the file anew

struct LinkFor {
    std::string email;
};
BOOST_DESCRIBE_STRUCT(LinkFor, (), (email))

struct RunLinks {
    bool enabled = false;
    std::vector<AnswerLink> results;
};
BOOST_DESCRIBE_STRUCT(RunLinks, (), (enabled, results))

struct LinkOnly {
    std::string link;
};
BOOST_DESCRIBE_STRUCT(LinkOnly, (), (link))

struct LinkAndCode {
    std::string link, code;
};
BOOST_DESCRIBE_STRUCT(LinkAndCode, (), (link, code))

struct AccessOnly {
    std::string access;
};
BOOST_DESCRIBE_STRUCT(AccessOnly, (), (access))

struct LinkShown {
    std::string school_name, feed_title;
    std::string sent_to; // where the code went, shortened
    std::string expires_at;
};
BOOST_DESCRIBE_STRUCT(LinkShown, (), (school_name, feed_title, sent_to, expires_at))

struct RowsByLink {
    std::string feed_title, period, file_name, expires_at;
    engine::HeldRows held;
};
BOOST_DESCRIBE_STRUCT(RowsByLink, (), (feed_title, period, file_name, expires_at, held))

struct AnswerByLink {
    std::string access;
    std::vector<CellByLink> cells;
};
BOOST_DESCRIBE_STRUCT(AnswerByLink, (), (access, cells))

struct AnswerTaken {
    std::int64_t cells = 0;
    bool waits = false; // somebody of the school looks at the file before it goes on
};
BOOST_DESCRIBE_STRUCT(AnswerTaken, (), (cells, waits))

[[noreturn]] void dead(const char* member)
{
    throw http::Stop(http::invalid(
        {{member, "has expired, was taken back or used, or was never given out. Ask the school for a new link"}},
        false));
}

void require_on(const http::Call& call)
{
    if (!call.use<users::Hub>().links)
        throw Refusal{Why::forbidden, "Links without an account are off here. An admin can turn on the setting "
                                      "links_without_account."};
}

// The run, where the caller may correct it.
runs::Run require_fixable(db::Session& db, const users::User& who, std::int64_t run_id)
{
    auto on = runs::acting_on(db, users::scope_of(who), run_id);
    if (!on) throw Refusal{Why::not_found, "There is no such run."};
    require(runs::may_fix(*on, who));
    return on->run;
}

// The file rules may keep letters within some domains.
void require_allowed(const std::string& email, const runs::Claim& claim)
{
    auto misfit = [](const std::string& words) { throw http::Stop(http::invalid({{"email", words}}, false)); };
    if (!mail::is_address(email)) misfit("must be an e-mail address, such as name@school.test");
    auto domains = engine::parse_contract(claim.contract_text, claim.feed.key).privacy.recipient_domains;
    auto domain = email.substr(email.find('@') + 1);
    if (!domains.empty() && std::ranges::find(domains, domain) == domains.end())
        misfit(fmt::format("must be an address at {}, says the file rules' privacy", fmt::join(domains, ", ")));
}

http::Created<AnswerLink> make_link(http::Call& call, LinkFor input)
{
    require_on(call);
    auto& db = call.db();
    auto run = require_fixable(db, users::user_of(call), call.id());
    require_allowed(input.email, runs::input_of(db, run.id));
    auto made = create(db, run.id, input.email, call.caller().id);
    notifications::add_mail(db, call.use<notifications::Outbox>(), fmt::format("answer-link:{}", made.link.id),
                            link_letter(call.use<users::Hub>().letter_head(db), input.email, call.caller().name,
                                        run.feed.title, made.clear));
    audit::note(db, call, "link.create", {"run", run.id, run.department.id},
                fmt::format("link {} to {}", made.link.id, input.email));
    return {made.link};
}

RunLinks list_links(http::Call& call)
{
    auto run = runs::find(call.db(), users::scope_of(call), call.id());
    if (!run) throw Refusal{Why::not_found, "There is no such run."};
    runs::require_need(users::user_of(call), run->department); // they are addresses of parents
    return {call.use<users::Hub>().links, links_of(call.db(), call.id())};
}

AnswerLink take_back(http::Call& call)
{
    auto run = runs::find(call.db(), users::scope_of(call), call.id());
    if (!run) throw Refusal{Why::not_found, "There is no such run."};
    runs::require_need(users::user_of(call), run->department);
    auto link = require(revoke(call.db(), run->id, call.id("link")));
    audit::note(call.db(), call, "link.revoke", {"run", run->id, run->department.id}, fmt::format("link {}", link.id));
    return link;
}

void note(db::Session& db, http::Call& call, const char* action, const OpenLink& link)
{
    audit::note(db, call, action, {"run", link.run_id, {}}, fmt::format("link {} of {}", link.id, link.email));
}

std::string shortened(const std::string& email)
{
    auto at = email.find('@');
    return email.substr(0, 1) + "…" + email.substr(at);
}

LinkShown open_link(http::Call& call, LinkOnly input)
{
    require_on(call);
    users::require_failures_left(call, users::wrong_codes_per_network);
    std::chrono::seconds wait{0};
    auto shown = call.database().transact([&](db::Session& db) -> std::optional<LinkShown> {
        auto link = find_open(db, input.link);
        if (!link) return std::nullopt;
        const auto& hub = call.use<users::Hub>();
        auto run = runs::find(db, users::Scope::everything(), link->run_id).value();
        LinkShown answer{hub.school_name(db), run.feed.title, shortened(link->email), link->expires_at};
        wait = users::count_try(db, codes_per_link, std::to_string(link->id));
        if (wait.count() > 0) return answer;
        auto code = issue_code(db, *link, input.link);
        notifications::add_mail(db, call.use<notifications::Outbox>(),
                                fmt::format("answer-code:{}:{}", link->id, db.now()),
                                code_letter(hub.letter_head(db), link->email, code));
        note(db, call, "link.open", *link);
        return answer;
    });
    if (!shown) {
        users::count_failure(call, users::wrong_codes_per_network);
        dead("link");
    }
    users::require_no_wait(wait);
    return *shown;
}

AccessOnly enter_link(http::Call& call, LinkAndCode input)
{
    require_on(call);
    users::require_failures_left(call, users::wrong_codes_per_network);
    // A wrong code is counted, so the transaction ends well either way.
    auto access = call.database().transact([&](db::Session& db) {
        auto got = enter(db, input.link, input.code);
        if (auto link = got ? find_entered(db, *got) : std::nullopt) note(db, call, "link.enter", *link);
        return got;
    });
    if (!access) {
        users::count_failure(call, users::wrong_codes_per_network);
        throw http::Stop(http::invalid(
            {{"code", "is not the one from the last mail, or has been used. After five tries open the link again"}},
            false));
    }
    return {*access};
}

OpenLink require_entered(db::Session& db, const std::string& access)
{
    auto link = find_entered(db, access);
    if (!link) dead("access");
    return *link;
}

// The link, and the run that its maker may still correct.
std::pair<OpenLink, runs::Run> require_answerable(db::Session& db, const std::string& access)
{
    auto link = require_entered(db, access);
    auto run = require_fixable(db, users::find(db, link.created_by_id).value(), link.run_id);
    return {link, run};
}

runs::Shown<RowsByLink> show_rows(http::Call& call, AccessOnly input)
{
    require_on(call);
    std::chrono::seconds wait{0};
    auto [link, claim] = call.database().transact([&](db::Session& db) {
        auto found = require_answerable(db, input.access).first;
        wait = users::count_try(db, looks_per_link, std::to_string(found.id));
        if (wait.count() == 0) note(db, call, "link.read", found);
        return std::pair{found, runs::input_of(db, found.run_id)};
    });
    users::require_no_wait(wait);
    auto checked = require(call.use<runs::DryRuns>().rows_to_fix(link.run_id, call.unwanted));
    call.database().transact([&](db::Session& db) { save_offered(db, link.id, offered_by(checked.held)); });
    return runs::Masking::to_holder_of_link(
        RowsByLink{claim.feed.title, claim.period, claim.file_name, link.expires_at, std::move(checked.held)});
}

std::vector<engine::Fix> require_within(const OpenLink& link, const AnswerByLink& input)
{
    auto fixes = fixes_within(link.offered, input.cells);
    if (!fixes) throw http::Stop(http::invalid(fixes.error(), false));
    return *fixes;
}

// Whether the file, checked now, lets the same rows pass as those that are out: what it refers to may have changed.
bool same_rows_pass(http::Call& call, const runs::Run& run)
{
    auto checked = call.use<runs::DryRuns>().rows_to_fix(run.id, call.unwanted);
    if (!checked || checked->prepared.verdict != engine::Verdict::publish) return false;
    const auto& ledger = checked->prepared.ledger;
    return ledger.passed + ledger.fixed == run.rows_published;
}

// The maker of the link vouches for the answer: it counts as theirs, so that somebody else approves protected columns.
// It goes on by itself where nothing but its rows can go out with it; else the corrections wait on the run.
AnswerTaken take_answer(http::Call& call, AnswerByLink input)
{
    require_on(call);
    bool same_pass = false;
    auto run = call.database().read([&](db::Session& db) {
        auto [link, found] = require_answerable(db, input.access);
        require_within(link, input);
        same_pass = only_held_rows_would_go_out(db, found);
        return found;
    });
    same_pass = same_pass && same_rows_pass(call, run);
    return call.database().transact([&](db::Session& db) -> AnswerTaken {
        auto [link, now] = require_answerable(db, input.access);
        auto fixes = require_within(link, input);
        auto who = users::find(db, link.created_by_id).value();
        bool goes_on = same_pass && only_held_rows_would_go_out(db, now);
        if (!mark_answered(db, link.id)) dead("access");
        auto saved = require(runs::add_fixes(db, who, now.id, fixes));
        note(db, call, "link.answer", link);
        runs::announce(db, call, goes_on ? require(runs::continue_with_fixes(db, who, now.id, call.trace_id)) : now);
        return {saved.count, !goes_on};
    });
}

constexpr http::Route routes_of_links[] = {
    http::get<&list_links>("/api/runs/{id}/links", may::fix, "List the links by which a sender may correct a run"),
    http::post<&make_link>("/api/runs/{id}/links", may::fix,
                           "Mail a link to a sender without an account, who may correct the rows of this run"),
    http::post<&take_back>("/api/runs/{id}/links/{link}/revoke", may::fix, "Take a link back"),
    http::post<&open_link>("/api/answer-links/open", may::anyone, "Open a link: a code is mailed to its address")
        .by_hand(),
    http::post<&enter_link>("/api/answer-links/enter", may::anyone, "Enter with the code of the mail").by_hand(),
    http::post<&show_rows>("/api/answer-links/rows", may::anyone, "Show the rows that the link is for").asks_engine(),
    http::post<&take_answer>("/api/answer-links/send", may::anyone, "Send the corrected cells; the link ends")
        .asks_engine(),
};
} // namespace

std::span<const http::Route> routes() { return routes_of_links; }
} // namespace links

#include "server/sharing/link_routes.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/http/list.hpp"
#include "server/mail/message.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/reports/report_store.hpp"
#include "server/sharing/delivery_store.hpp"
#include "server/sharing/desk.hpp"
#include "server/sharing/letters.hpp"
#include "server/sharing/link_store.hpp"
#include "server/sharing/policy.hpp"
#include "server/sharing/standing_store.hpp"
#include "server/users/caller.hpp"
#include "server/users/password.hpp"
#include "server/users/user_store.hpp"
#include <fmt/format.h>

namespace sharing
{
namespace may = http::may;

namespace
{
constexpr std::size_t longest_note = 500;

struct NewShareLink {
    std::optional<std::int64_t> days;
    std::optional<std::string> password;
    std::optional<std::vector<reports::ReportFormat>> formats;
    std::optional<std::string> note, email;
};
BOOST_DESCRIBE_STRUCT(NewShareLink, (), (days, password, formats, note, email))

struct MadeShareLink {
    ShareLink link;
    std::string url; // told this once
};
BOOST_DESCRIBE_STRUCT(MadeShareLink, (), (link, url))

struct ShareLinkQuery : http::PageParameters {
    std::optional<std::int64_t> department_id;
    std::optional<LinkState> state;
    std::optional<std::string> search;
};
BOOST_DESCRIBE_STRUCT(ShareLinkQuery, (http::PageParameters), (department_id, state, search))

reports::Report require_report(db::Session& db, const http::Call& call)
{
    auto report = reports::find(db, users::scope_of(call), call.id());
    if (!report) throw Refusal{Why::not_found, "There is no such report."};
    return *report;
}

ShareLink require_link(db::Session& db, const http::Call& call)
{
    auto link = find_link(db, users::scope_of(call), call.id());
    if (!link) throw Refusal{Why::not_found, "There is no such link."};
    return *link;
}

std::optional<std::string> why_closed(db::Session& db, std::int64_t user_id)
{
    auto person = users::find(db, user_id);
    if (person && person->state != users::UserState::disabled) return std::nullopt;
    return "belongs to an account that is switched off";
}

// As it is kept: an address of the school as its person has it, one outside in small letters.
std::string address_of(db::Session& db, const std::string& given)
{
    auto target = target_of(db, given);
    return target.user_id ? users::find(db, *target.user_id).value().email : *target.email;
}

void require_fitting(db::Session& db, const reports::Report& report, const NewShareLink& wanted)
{
    json::FieldErrors errors;
    auto allowed = policy(db);
    if (!allowed.links) throw Refusal{Why::forbidden, "Links to reports are off here. An admin can allow them."};
    if (auto days = wanted.days.value_or(usual_days); days < 1 || days > most_days)
        errors.push_back({"days", fmt::format("must be between 1 and {}", most_days)});
    if (wanted.password)
        if (auto fits = users::check_password(*wanted.password); !fits)
            errors.push_back({"password", fits.error().message});
    if (wanted.note && wanted.note->size() > longest_note)
        errors.push_back({"note", fmt::format("must have {} letters at most", longest_note)});
    if (wanted.email) {
        auto target = target_of(db, *wanted.email);
        auto text = feeds::live_text(db, report.feed.id);
        auto narrower =
            text ? engine::parse_contract(*text, "file rules").privacy.recipient_domains : std::vector<std::string>();
        if (auto words =
                target.user_id ? why_closed(db, *target.user_id) : why_not_outside(allowed, narrower, *target.email))
            errors.push_back({"email", *words});
    }
    if (!errors.empty()) throw http::Stop(http::invalid(errors, false));
}

http::Created<MadeShareLink> make_link(http::Call& call, NewShareLink wanted)
{
    auto report = call.database().read([&](db::Session& db) {
        auto found = require_report(db, call);
        require_not_withdrawn(db, found.id);
        require_fitting(db, found, wanted);
        if (wanted.email) wanted.email = address_of(db, *wanted.email);
        return found;
    });
    NewLink fresh{report.id, wanted.formats.value_or(std::vector<reports::ReportFormat>()), wanted.email, wanted.note};
    if (wanted.password) fresh.password_hash = require(users::hash_password(*wanted.password));
    fresh.by = call.caller().id;
    fresh.life = std::chrono::days(wanted.days.value_or(usual_days));
    return {call.database().transact([&](db::Session& db) {
        auto made = create_link(db, fresh);
        const auto& desk = call.use<Desk>();
        auto head = desk.letter_head(db);
        MadeShareLink told{find_link(db, users::Scope::everything(), made.id).value(),
                           head.address + "/shared#link=" + made.clear};
        if (wanted.email)
            notifications::add_mail(db, *desk.outbox, fmt::format("share-link:{}", made.id),
                                    link_letter(head, *wanted.email, call.caller().name, report, told.url,
                                                told.link.expires_at, told.link.has_password,
                                                standing_of(db, report.id).personal));
        audit::note(db, call, "share_link.create", {"report", report.id, report.department.id},
                    fmt::format("link {}, until {}{}{}", made.id, told.link.expires_at.substr(0, 10),
                                wanted.password ? ", with a password" : "", wanted.email ? ", mailed" : ""));
        tell(db, report.department.id, {report.feed.id, report.id});
        return told;
    })};
}

http::Listing<ShareLink> links_of_report(http::Call& call)
{
    return {links_of(call.db(), require_report(call.db(), call).id)};
}

http::List<ShareLink> list_all(http::Call& call, ShareLinkQuery query)
{
    LinkFilter filter{query.department_id, query.state, query.search};
    return http::list_of(call, require(list_links(call.db(), users::scope_of(call), filter, query.page())));
}

http::Listing<ShareLinkUse> show_uses(http::Call& call)
{
    return {uses_of(call.db(), require_link(call.db(), call).id)};
}

ShareLink take_link_back(http::Call& call)
{
    auto& db = call.db();
    auto link = require_link(db, call);
    auto revoked = require(revoke_link(db, link.id, call.caller().id));
    audit::note(db, call, "share_link.revoke", {"report", link.report.id, link.department.id},
                fmt::format("link {}", link.id));
    auto report = reports::find(db, users::Scope::everything(), link.report.id).value();
    tell(db, report.department.id, {report.feed.id, report.id});
    return revoked;
}

constexpr http::Route routes_of_links[] = {
    http::post<&make_link>("/api/reports/{id}/links", may::approve,
                           "Make a link to this version of a report, for whoever has it")
        .slow(),
    http::get<&links_of_report>("/api/reports/{id}/links", may::approve, "List the links to this version of a report"),
    http::get<&list_all>("/api/share-links", may::approve, "List the links to reports, newest first"),
    http::get<&show_uses>("/api/share-links/{id}/uses", may::approve, "Show what a link was used for, newest first"),
    http::post<&take_link_back>("/api/share-links/{id}/revoke", may::approve, "Take a link back"),
};
} // namespace

std::span<const http::Route> link_routes() { return routes_of_links; }
} // namespace sharing

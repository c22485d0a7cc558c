#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/reports/report_store.hpp"
#include "server/sharing/delivery_store.hpp"
#include "server/sharing/handing_out.hpp"
#include "server/sharing/link_routes.hpp"
#include "server/sharing/link_store.hpp"
#include "server/sharing/policy.hpp"
#include "server/users/hub.hpp"
#include "server/users/limits.hpp"
#include "server/users/password.hpp"
#include <fmt/format.h>

namespace sharing
{
namespace may = http::may;

namespace
{
constexpr users::Limit wrong_passwords_per_link{"share-link-passwords", 5, std::chrono::minutes(15)};
constexpr users::Limit uses_per_link{"share-link-uses", 300, std::chrono::minutes(60)};
constexpr users::Limit unknown_links_per_network{"share-links-unknown", 20, std::chrono::minutes(15)};

struct SharedLinkOpening {
    std::string link;
    std::optional<std::string> password;
};
BOOST_DESCRIBE_STRUCT(SharedLinkOpening, (), (link, password))

struct SharedFileWanted {
    std::string link;
    std::optional<std::string> password;
    reports::ReportFormat format = reports::ReportFormat::csv;
    std::optional<bool> notice_read;
};
BOOST_DESCRIBE_STRUCT(SharedFileWanted, (), (link, password, format, notice_read))

enum class SharedState { password, open, superseded };
BOOST_DESCRIBE_ENUM(SharedState, password, open, superseded)

// Before the password is given, it says nothing of the report.
struct SharedReport {
    SharedState state = SharedState::password;
    std::string school_name, title, department_name, period, published_at, expires_at;
    std::int64_t version = 0;
    std::optional<std::string> part;
    std::optional<std::int64_t> superseded_by; // the newest version
    bool personal = false;
    std::optional<std::string> notice;
    std::vector<reports::ReportFile> files;
};
BOOST_DESCRIBE_STRUCT(SharedReport, (),
                      (state, school_name, title, department_name, period, published_at, expires_at, version, part,
                       superseded_by, personal, notice, files))

[[noreturn]] void gone(const std::string& words) { throw http::Stop(http::problem_of(410, words)); }

// The link, where it may be used at all. Leaves the handler with 404, 410 or 429.
OpenedLink require_usable(http::Call& call, const std::string& clear)
{
    users::require_failures_left(call, unknown_links_per_network);
    std::chrono::seconds wait{0};
    bool links = true;
    auto link = call.database().transact([&](db::Session& db) {
        auto found = open_link(db, clear);
        if (!found) return found;
        wait = users::count_try(db, uses_per_link, std::to_string(found->id));
        links = policy(db).links || found->delivery_id;
        bool open = found->state == LinkState::active || found->state == LinkState::superseded;
        if (wait.count() == 0 && (!open || found->closed || !links))
            note_use(db, found->id, LinkUse::refused, users::network_of(call));
        return found;
    });
    if (!link) {
        users::count_failure(call, unknown_links_per_network);
        throw Refusal{Why::not_found,
                      "There is no such link. Look whether it was copied whole, or ask the school for a new one."};
    }
    users::require_no_wait(wait);
    if (link->state == LinkState::withdrawn)
        gone("The school has withdrawn this report. Please do not use copies of it any more.");
    if (link->state == LinkState::revoked || link->closed || !links)
        gone("This link was taken back. Ask the school if you need the report.");
    if (link->state == LinkState::expired) gone("This link has expired. Ask the school for a new one.");
    return *link;
}

// Leaves the handler with 422 where the password is not the link's, 429 after a few wrong ones.
void require_password(http::Call& call, const OpenedLink& link, const std::string& password)
{
    auto subject = std::to_string(link.id);
    std::chrono::seconds wait{0};
    // Counted before it is compared, so that of guesses at the same time each is.
    call.database().transact([&](db::Session& db) { wait = users::count_try(db, wrong_passwords_per_link, subject); });
    users::require_no_wait(wait);
    bool fits = require(users::password_fits(password, *link.password_hash));
    call.database().transact([&](db::Session& db) {
        if (fits)
            users::forget_tries(db, wrong_passwords_per_link, subject);
        else
            note_use(db, link.id, LinkUse::wrong_password, users::network_of(call));
    });
    if (!fits) throw http::Stop(http::invalid({{"password", "is not the one of this link"}}, false));
}

SharedReport described(db::Session& db, const http::Call& call, const OpenedLink& link)
{
    auto report = reports::find(db, users::Scope::everything(), link.report_id).value();
    SharedReport shown;
    shown.state = report.superseded_by ? SharedState::superseded : SharedState::open;
    shown.school_name = call.use<users::Hub>().school_name(db);
    shown.title = report.title;
    shown.department_name = report.department.name;
    shown.period = report.period;
    shown.published_at = report.created_at;
    shown.expires_at = link.expires_at;
    shown.version = report.version;
    shown.part = link.part;
    if (report.superseded_by)
        shown.superseded_by = reports::find(db, users::Scope::everything(), *report.superseded_by).value().version;
    shown.personal = standing_of(db, report.id).personal;
    if (shown.personal) shown.notice = notice_of(report);
    shown.files = files_of(db, report, link.part, link.part_id, link.formats);
    return shown;
}

void note_opened(db::Session& db, const OpenedLink& link)
{
    if (link.delivery_id) mark(db, *link.delivery_id, DeliveryState::opened);
}

SharedReport open_shared(http::Call& call, SharedLinkOpening input)
{
    auto link = require_usable(call, input.link);
    if (link.password_hash && !input.password) {
        SharedReport asked;
        asked.school_name =
            call.database().read([&](db::Session& db) { return call.use<users::Hub>().school_name(db); });
        return asked;
    }
    if (link.password_hash) require_password(call, link, *input.password);
    return call.database().transact([&](db::Session& db) {
        note_use(db, link.id, LinkUse::opened, users::network_of(call));
        note_opened(db, link);
        return described(db, call, link);
    });
}

http::Download download_shared(http::Call& call, SharedFileWanted wanted)
{
    auto link = require_usable(call, wanted.link);
    if (link.password_hash) require_password(call, link, wanted.password.value_or(""));
    auto [report, file] = call.database().transact([&](db::Session& db) {
        auto report = reports::find(db, users::Scope::everything(), link.report_id).value();
        bool personal = standing_of(db, report.id).personal;
        auto found = require_file(db, report, link.part, link.part_id, link.formats, wanted.format);
        require_notice(report, personal, wanted.notice_read.value_or(false));
        note_use(db, link.id, LinkUse::downloaded, users::network_of(call), wanted.format);
        note_opened(db, link);
        audit::note(
            db, call, "report.download", {"report", report.id, report.department.id},
            fmt::format("{}, by link {}{}", json::enum_text(wanted.format), link.id, personal ? ", notice read" : ""));
        return std::pair(report, found);
    });
    return handed_out(call, report, file);
}

constexpr http::Route routes_of_shared[] = {
    http::post<&open_shared>("/api/shared/open", may::anyone, "Open a link to a report").slow(),
    http::post<&download_shared>("/api/shared/download", may::anyone, "Download a file of the report that a link is to")
        .slow(),
};
} // namespace

std::span<const http::Route> shared_routes() { return routes_of_shared; }
} // namespace sharing

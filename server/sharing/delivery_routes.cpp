#include "server/sharing/delivery_routes.hpp"
#include "server/audit/note_anyway.hpp"
#include "server/db/database.hpp"
#include "server/http/list.hpp"
#include "server/reports/report_store.hpp"
#include "server/runs/masking.hpp"
#include "server/sharing/delivery_store.hpp"
#include "server/sharing/desk.hpp"
#include "server/sharing/handing_out.hpp"
#include "server/sharing/sending.hpp"
#include "server/sharing/standing_store.hpp"
#include "server/users/caller.hpp"
#include <fmt/format.h>

namespace sharing
{
namespace may = http::may;

namespace
{
struct WantedDelivery {
    reports::ReportFormat format = reports::ReportFormat::csv;
    std::optional<bool> notice_read;
};
BOOST_DESCRIBE_STRUCT(WantedDelivery, (), (format, notice_read))

struct WithdrawalReason {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(WithdrawalReason, (), (reason))

// `again`: also to those who have this version. `to`: the number that the person was told.
struct WantedSending {
    std::optional<bool> again;
    std::optional<std::int64_t> to;
};
BOOST_DESCRIBE_STRUCT(WantedSending, (), (again, to))

struct SendingQuery {
    std::optional<bool> again;
};
BOOST_DESCRIBE_STRUCT(SendingQuery, (), (again))

// What its recipient sees of a delivery.
struct OwnDelivery {
    std::int64_t id = 0;
    ReportName report;
    std::string department;
    std::optional<std::string> part;
    std::optional<std::int64_t> rows;
    bool personal = true;
    std::optional<std::string> notice; // to be read before a download
    VersionState state_of_report{};
    std::optional<reports::ReportRef> superseded_by;
    std::string published_at;
    std::optional<std::string> withdrawn_reason;
    std::vector<reports::ReportFile> files;
};
BOOST_DESCRIBE_STRUCT(OwnDelivery, (),
                      (id, report, department, part, rows, personal, notice, state_of_report, superseded_by,
                       published_at, withdrawn_reason, files))

reports::Report report_of(db::Session& db, std::int64_t id)
{
    return reports::find(db, users::Scope::everything(), id).value();
}

ReportDelivery require_delivery(db::Session& db, const http::Call& call)
{
    auto found = find_delivery(db, users::scope_of(call), call.id());
    if (!found) throw Refusal{Why::not_found, "There is no such delivery."};
    return *found;
}

ReportDelivery require_own(db::Session& db, const http::Call& call)
{
    auto found = find_own(db, call.caller().id, call.id());
    if (!found) throw Refusal{Why::not_found, "There is no such delivery, or it was not for you."};
    return *found;
}

OwnDelivery shown(db::Session& db, const ReportDelivery& delivery)
{
    auto report = report_of(db, delivery.report.id);
    auto standing = standing_of(db, report.id);
    OwnDelivery own;
    own.id = delivery.id;
    own.report = delivery.report;
    own.department = report.department.name;
    own.part = delivery.part;
    own.rows = delivery.rows;
    own.personal = standing.personal;
    if (standing.personal) own.notice = notice_of(report);
    own.state_of_report = state_of(report, standing);
    if (report.superseded_by)
        own.superseded_by = reports::ReportRef{*report.superseded_by, report_of(db, *report.superseded_by).version};
    own.published_at = report.created_at;
    if (standing.withdrawn)
        own.withdrawn_reason = standing.withdrawn->reason;
    else
        own.files = files_of(db, report, delivery.part, delivery.part_id, delivery.formats);
    return own;
}

OwnDelivery show_own(http::Call& call) { return shown(call.db(), require_own(call.db(), call)); }

OwnDelivery open_own(http::Call& call)
{
    auto& db = call.db();
    auto delivery = require_own(db, call);
    if (mark(db, delivery.id, DeliveryState::opened))
        tell(db, delivery.department_id, {delivery.feed_id, delivery.report.id});
    return shown(db, delivery);
}

// The recipient was chosen to have these very rows, whatever departments they belong to.
http::Download download_own(http::Call& call, WantedDelivery wanted)
{
    auto [file, report] = call.database().transact([&](db::Session& db) {
        auto delivery = require_own(db, call);
        auto of = report_of(db, delivery.report.id);
        auto found = require_file(db, of, delivery.part, delivery.part_id, delivery.formats, wanted.format);
        bool personal = delivery.personal;
        require_notice(of, personal, wanted.notice_read.value_or(false));
        mark(db, delivery.id, DeliveryState::opened);
        if (personal) note(db, delivery.id, DeliveryAct::notice_read);
        note(db, delivery.id, DeliveryAct::downloaded, json::enum_text(wanted.format));
        return std::pair(found, of);
    });
    audit::note_anyway(call.database(), call, "report.download", {"report", report.id, report.department.id},
                       fmt::format("{}, delivery {}{}", json::enum_text(wanted.format), call.id(),
                                   wanted.notice_read.value_or(false) ? ", notice read" : ""));
    return handed_out(call, report, file);
}

http::List<ReportDelivery> list_deliveries(http::Call& call, http::PageParameters query)
{
    auto report = reports::find(call.db(), users::scope_of(call), call.id());
    if (!report) throw Refusal{Why::not_found, "There is no such report."};
    return http::list_of(call, require(deliveries_of(call.db(), report->id, query.page())));
}

ReportStanding show_standing(http::Call& call)
{
    auto report = reports::find(call.db(), users::scope_of(call), call.id());
    if (!report) throw Refusal{Why::not_found, "There is no such report."};
    return standing_of(call.db(), report->id);
}

http::Listing<DeliveryStep> show_log(http::Call& call)
{
    return {steps_of(call.db(), require_delivery(call.db(), call).id)};
}

ReportDelivery again(http::Call& call)
{
    auto& db = call.db();
    auto delivery = require_delivery(db, call);
    send_again(db, call.use<Desk>(), delivery);
    audit::note(db, call, "delivery.again", {"report", delivery.report.id, delivery.department_id},
                fmt::format("delivery {} to {}", delivery.id, delivery.recipient.email));
    return require_delivery(db, call);
}

// A version that may go out: the newest, and not withdrawn.
reports::Report require_in_force(db::Session& db, const http::Call& call)
{
    auto report = reports::find(db, users::scope_of(call), call.id());
    if (!report) throw Refusal{Why::not_found, "There is no such report."};
    if (standing_of(db, report->id).withdrawn)
        throw Refusal{Why::conflict, "This version was withdrawn, so it is sent to nobody."};
    if (report->superseded_by)
        throw Refusal{Why::conflict, "There is a newer version of this report. Open that one, and send it."};
    return *report;
}

Sending show_sending(http::Call& call, SendingQuery query)
{
    return would_send(call.db(), require_in_force(call.db(), call), query.again.value_or(false));
}

http::Created<Sending> send_report(http::Call& call, WantedSending wanted)
{
    auto& db = call.db();
    auto report = require_in_force(db, call);
    bool again = wanted.again.value_or(false);
    auto would = would_send(db, report, again);
    auto goes = would.goes + would.again;
    if (goes == 0)
        throw Refusal{Why::conflict, would.has > 0 ? "Everybody who gets this report has this version already."
                                                   : "There is nobody to send this report to."};
    if (wanted.to.value_or(goes) != goes)
        throw Refusal{Why::conflict,
                      fmt::format("It would go to {} now, no longer to {}. Look at it again.", goes, *wanted.to)};
    auto sent = send_now(db, call.use<Desk>(), report, again);
    audit::note(db, call, "report.send", {"report", report.id, report.department.id},
                fmt::format("{}, version {}: to {}{}", report.report_key, report.version, goes,
                            sent.again > 0 ? fmt::format(", {} of whom had it", sent.again) : ""));
    return {sent};
}

ReportStanding withdraw_report(http::Call& call, WithdrawalReason because)
{
    if (because.reason.find_first_not_of(" \t\r\n") == std::string::npos)
        throw http::Stop(http::invalid({{"reason", "must say why, in a few words"}}, false));
    auto& db = call.db();
    auto report = reports::find(db, users::scope_of(call), call.id());
    if (!report) throw Refusal{Why::not_found, "There is no such report."};
    require(withdraw(db, report->id, call.caller().name, because.reason));
    take_back(db, call.use<Desk>(), *report);
    audit::note(db, call, "report.withdraw", {"report", report->id, report->department.id},
                fmt::format("{}, version {}: {}", report->report_key, report->version, because.reason));
    return standing_of(db, report->id);
}

constexpr http::Route routes_of_deliveries[] = {
    http::get<&show_standing>(
        "/api/reports/{id}/standing", may::read_reports,
        "Show whether a version of a report names people, was withdrawn, and with how many it is shared"),
    http::get<&list_deliveries>("/api/reports/{id}/deliveries", may::approve, "List who got this version of a report"),
    http::get<&show_sending>("/api/reports/{id}/sending", may::approve,
                             "Say to how many this version of a report would be sent now"),
    http::post<&send_report>("/api/reports/{id}/send", may::approve,
                             "Send this version of a report to everybody who gets it and does not have it"),
    http::get<&show_log>("/api/deliveries/{id}/log", may::approve, "Show what became of a delivery, step by step"),
    http::post<&again>("/api/deliveries/{id}/again", may::approve, "Send a report that did not arrive once more"),
    http::get<&show_own>("/api/deliveries/{id}", may::read_reports, "Show a report that was sent to the caller"),
    http::post<&open_own>("/api/deliveries/{id}/open", may::read_reports, "Open a report that was sent to the caller"),
    http::post<&download_own>("/api/deliveries/{id}/download", may::read_reports,
                              "Download a file of a report that was sent to the caller")
        .by_hand(),
    http::post<&withdraw_report>("/api/reports/{id}/withdraw", may::manage_system,
                                 "Withdraw a version of a report; whoever has it is told"),
};
} // namespace

std::span<const http::Route> delivery_routes() { return routes_of_deliveries; }
} // namespace sharing

#include "server/sharing/mailing.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/reports/report_store.hpp"
#include "server/sharing/delivery_store.hpp"
#include "server/sharing/handing_out.hpp"
#include "server/sharing/letters.hpp"
#include "server/sharing/link_store.hpp"
#include "server/sharing/policy.hpp"
#include "server/sharing/standing_store.hpp"
#include <fmt/format.h>

namespace sharing
{
namespace
{
constexpr std::int64_t most_attached = 10LL << 20; // bytes of one mail; what is more goes as a link

std::string next_key(db::Session& db, const ReportDelivery& delivery)
{
    return fmt::format("{}{}:{}", mail_prefix, delivery.id, count_try(db, delivery.id));
}

// Whether the files may, and can, go with the mail.
bool attaches(db::Session& db, const reports::Report& report, const ReportDelivery& delivery)
{
    if (delivery.how != How::attachment || !may_attach(policy(db), delivery.personal)) return false;
    std::int64_t bytes = 0;
    for (const auto& file : files_for(db, report, delivery)) bytes += file.bytes;
    return bytes > 0 && bytes <= most_attached;
}

// People sign in; for an address outside a link of its own is made.
std::string link_for(db::Session& db, const users::LetterHead& head, const ReportDelivery& delivery)
{
    if (!delivery.recipient.outside) return fmt::format("{}/deliveries/{}", head.address, delivery.id);
    NewLink wanted{delivery.report.id, delivery.formats, delivery.recipient.email};
    wanted.delivery_id = delivery.id;
    return head.address + "/shared#link=" + create_link(db, wanted).clear;
}

std::optional<std::string> asked_by(db::Session& db, const ReportDelivery& delivery)
{
    if (!delivery.subscription_id) return std::nullopt;
    auto found = find_subscription(db, users::Scope::everything(), *delivery.subscription_id);
    if (!found || found->origin == SubscriptionOrigin::rules || !found->created_by) return std::nullopt;
    return found->created_by->name;
}

void mail_report(db::Session& db, const Desk& desk, const reports::Report& report, const ReportDelivery& delivery)
{
    auto head = desk.letter_head(db);
    // Whoever has the files needs no link; people of the school find the report here all the same.
    bool links = delivery.how == How::link || !delivery.recipient.outside;
    notifications::add_mail(db, *desk.outbox, next_key(db, delivery),
                            report_letter({head, report, standing_of(db, report.id), delivery},
                                          links ? link_for(db, head, delivery) : "", asked_by(db, delivery)));
}

void mail_notice(db::Session& db, const Desk& desk, const reports::Report& report, const ReportDelivery& delivery)
{
    auto head = desk.letter_head(db);
    LetterOf of{head, report, standing_of(db, report.id), delivery};
    auto newest =
        report.superseded_by ? reports::find(db, users::Scope::everything(), *report.superseded_by) : std::nullopt;
    auto letter = delivery.kind == DeliveryKind::withdrawal ? withdrawal_letter(of)
                                                            : correction_letter(of, newest.value_or(report));
    notifications::add_mail(db, *desk.outbox, next_key(db, delivery), letter);
}
} // namespace

std::vector<reports::ReportFile> files_for(db::Session& db, const reports::Report& report,
                                           const ReportDelivery& delivery)
{
    return files_of(db, report, delivery.part, delivery.part_id, delivery.formats);
}

void mail_delivery(db::Session& db, const Desk& desk, const reports::Report& report, ReportDelivery delivery)
{
    if (delivery.how == How::attachment && !attaches(db, report, delivery))
        delivery.how = set_how(db, delivery.id, How::link);
    if (auto reason = why_not(db, delivery))
        mark(db, delivery.id, DeliveryState::suppressed, reason);
    else if (delivery.kind == DeliveryKind::report)
        mail_report(db, desk, report, delivery);
    else
        mail_notice(db, desk, report, delivery);
}
} // namespace sharing

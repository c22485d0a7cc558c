#include "server/sharing/desk.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/reports/content_type.hpp"
#include "server/reports/version_store.hpp"
#include "server/sharing/delivery_store.hpp"
#include "server/sharing/letters.hpp"
#include "server/sharing/mailing.hpp"
#include "server/sharing/sending.hpp"
#include "server/sharing/standing_store.hpp"
#include "server/sharing/subscription_store.hpp"
#include "server/users/user_store.hpp"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace sharing
{
namespace
{
std::int64_t delivery_in(std::string_view key)
{
    std::int64_t id = 0;
    std::from_chars(key.data() + mail_prefix.size(), key.data() + key.size(), id);
    return id;
}

// Those who have the version before, and to whom nothing of this one goes.
void correct_earlier(db::Session& db, const reports::Report& report)
{
    auto before = reports::version_before(db, report);
    if (!before || standing_of(db, before->id).withdrawn) return;
    for (const auto& target : holders(db, before->id))
        if (!gets(db, report.id, target.key)) insert(db, {before->id, DeliveryKind::correction, target});
}

// A mail that was on its way while its version was withdrawn or replaced: who has it now is told as the others were.
void catch_up(db::Session& db, const Desk& desk, const ReportDelivery& delivery)
{
    auto report = reports::find(db, users::Scope::everything(), delivery.report.id);
    if (!report || delivery.kind != DeliveryKind::report) return;
    auto target = target_of(delivery.recipient);
    if (standing_of(db, report->id).withdrawn)
        insert(db, {report->id, DeliveryKind::withdrawal, target});
    else if (report->superseded_by && !gets(db, *report->superseded_by, target.key))
        insert(db, {report->id, DeliveryKind::correction, target});
    mail_waiting(db, desk, report->id);
}

void tell_of_failure(db::Session& db, const Desk& desk, const ReportDelivery& delivery)
{
    std::vector<std::string> to;
    if (delivery.subscription_id) {
        auto from = find_subscription(db, users::Scope::everything(), *delivery.subscription_id);
        auto maker = from && from->created_by ? users::find(db, from->created_by->id) : std::nullopt;
        if (maker && maker->role != users::Role::user) to.push_back(maker->email);
    }
    if (to.empty()) to = users::addresses_of_admins(db);
    // One letter about a version, however many it did not reach.
    for (const auto& address : to)
        notifications::add_mail(db, *desk.outbox, fmt::format("not-delivered:{}:{}", delivery.report.id, address),
                                failure_letter(desk.letter_head(db), address, delivery));
}

void settled(db::Session& db, const Desk& desk, std::int64_t id, notifications::Outcome outcome,
             const std::string& reason)
{
    bool arrived = outcome != notifications::Outcome::failed;
    if (arrived) wait_again(db, id);
    auto words = outcome == notifications::Outcome::kept
                     ? std::optional<std::string>("Kept in the mailbox page: this hub sends no mail.")
                     : (reason.empty() ? std::nullopt : std::optional(reason));
    if (!mark(db, id, arrived ? DeliveryState::sent : DeliveryState::failed, words)) return;
    auto delivery = find_delivery(db, users::Scope::everything(), id).value();
    if (arrived)
        catch_up(db, desk, delivery);
    else
        tell_of_failure(db, desk, delivery);
    tell(db, delivery.department_id, {delivery.feed_id, delivery.report.id});
}

std::vector<mail::Attachment> attached(const Desk& desk, std::int64_t id)
{
    auto files = desk.database->read([&](db::Session& db) {
        auto delivery = find_delivery(db, users::Scope::everything(), id);
        auto report = delivery ? reports::find(db, users::Scope::everything(), delivery->report.id) : std::nullopt;
        bool any = report && delivery->kind == DeliveryKind::report && delivery->how == How::attachment;
        return any ? files_for(db, *report, *delivery) : std::vector<reports::ReportFile>();
    });
    std::vector<mail::Attachment> made;
    for (const auto& file : files)
        made.push_back({file.file_name, reports::content_type(file.format),
                        read_all(*desk.storage->open(storage::Kind::made, file.sha256))});
    return made;
}
} // namespace

void hand_over(db::Session& db, const reports::Report& report)
{
    if (auto text = feeds::live_text(db, report.feed.id))
        keep_rules(db, report.feed.id, engine::parse_contract(*text, "file rules").publish.to, std::nullopt);
    for (const auto& one : subscriptions_of(db, report.feed.id))
        if (one.when == Occasion::publication) hand_to(db, report, one);
    correct_earlier(db, report);
    tell(db, report.department.id, {report.feed.id, report.id});
}

void mail_waiting(db::Session& db, const Desk& desk, std::int64_t report_id)
{
    for (auto id : not_mailed(db, report_id)) {
        auto delivery = find_delivery(db, users::Scope::everything(), id).value();
        mail_delivery(db, desk, reports::find(db, users::Scope::everything(), delivery.report.id).value(), delivery);
    }
}

void take_back(db::Session& db, const Desk& desk, const reports::Report& report)
{
    suppress_waiting(db, report.id, "The report was withdrawn before the mail went out.");
    for (const auto& target : holders(db, report.id)) insert(db, {report.id, DeliveryKind::withdrawal, target});
    mail_waiting(db, desk, report.id);
    tell(db, report.department.id, {report.feed.id, report.id});
}

void send_again(db::Session& db, const Desk& desk, const ReportDelivery& delivery)
{
    if (!try_again(db, delivery.id)) throw Refusal{Why::conflict, "Only what has failed is sent again."};
    auto again = find_delivery(db, users::Scope::everything(), delivery.id).value();
    mail_delivery(db, desk, reports::find(db, users::Scope::everything(), again.report.id).value(), again);
    tell(db, again.department_id, {again.feed_id, again.report.id});
}

notifications::MailWatch mail_watch(const Desk& desk)
{
    return {std::string(mail_prefix),
            [](db::Session& db, const std::string& key) -> std::optional<std::string> {
                auto delivery = find_delivery(db, users::Scope::everything(), delivery_in(key));
                if (!delivery) return "The recipient is not there any more.";
                auto reason = why_not(db, *delivery);
                if (!reason) return std::nullopt;
                mark(db, delivery->id, DeliveryState::suppressed, reason);
                tell(db, delivery->department_id, {delivery->feed_id, delivery->report.id});
                return reason;
            },
            [&desk](db::Session& db, const std::string& key, notifications::Outcome outcome,
                    const std::string& reason) { settled(db, desk, delivery_in(key), outcome, reason); },
            [&desk](const std::string& key) { return attached(desk, delivery_in(key)); }};
}
} // namespace sharing

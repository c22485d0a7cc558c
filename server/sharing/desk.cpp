#include "server/sharing/desk.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/reports/content_type.hpp"
#include "server/reports/version_store.hpp"
#include "server/sharing/delivery_store.hpp"
#include "server/sharing/handing_out.hpp"
#include "server/sharing/letters.hpp"
#include "server/sharing/link_store.hpp"
#include "server/sharing/policy.hpp"
#include "server/sharing/standing_store.hpp"
#include "server/sharing/subscription_store.hpp"
#include "server/users/user_store.hpp"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <ranges>

namespace sharing
{
namespace
{
constexpr std::int64_t most_attached = 10LL << 20; // bytes of one mail; what is more goes as a link
constexpr std::string_view prefix = "delivery:";

std::string next_key(db::Session& db, const ReportDelivery& delivery)
{
    return fmt::format("{}{}:{}", prefix, delivery.id, count_try(db, delivery.id));
}

std::int64_t delivery_in(std::string_view key)
{
    std::int64_t id = 0;
    std::from_chars(key.data() + prefix.size(), key.data() + key.size(), id);
    return id;
}

std::vector<reports::ReportFile> files_for(db::Session& db, const reports::Report& report,
                                           const ReportDelivery& delivery)
{
    return files_of(db, report, delivery.part, delivery.part_id, delivery.formats);
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

// Puts the mail of a delivery that waits into the outbox, or says why there is none.
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

// Why a subscriber gets nothing of this version; nothing: it goes.
std::optional<std::string> why_skipped(const Subscription& to, const std::optional<PartRef>& part, std::int64_t rows)
{
    if (to.column && !part)
        return fmt::format("The report could not be split by “{}”, so there are no rows of their own to send.",
                           *to.column);
    if (to.skip_empty && rows == 0) return to.column ? "None of the rows are theirs." : "The report has no rows.";
    return std::nullopt;
}

// Of a subscription or a delivery.
template <class To> Target target_of(const To& to)
{
    return to.recipient.person ? Target{fmt::format("person:{}", to.recipient.person->id), to.recipient.person->id, {}}
                               : Target{"address:" + to.recipient.email, {}, to.recipient.email};
}

void hand_to(db::Session& db, const reports::Report& report, const Subscription& to)
{
    auto part = to.column ? find_part(db, report.id, *to.column, to.values) : std::nullopt;
    NewDelivery wanted{report.id, DeliveryKind::report};
    wanted.target = target_of(to);
    wanted.how = to.how;
    wanted.formats = to.formats;
    wanted.subscription_id = to.id;
    if (part) wanted.part_id = part->id;
    if (to.column) wanted.part = part ? part->title : fmt::format("{}", fmt::join(to.values, ", "));
    wanted.suppressed = to.note ? to.note : why_skipped(to, part, part ? part->rows : report.rows);
    insert(db, wanted);
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
    auto target = target_of(delivery);
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

void hand_over(db::Session& db, const reports::Report& report, Occasion occasion)
{
    if (auto text = feeds::live_text(db, report.feed.id))
        keep_rules(db, report.feed.id, engine::parse_contract(*text, "file rules").publish.to, std::nullopt);
    auto getting = subscriptions_of(db, report.feed.id);
    std::erase_if(getting, [&](const Subscription& one) { return one.when != occasion; });
    for (const auto& one : getting) hand_to(db, report, one);
    if (occasion == Occasion::publication) correct_earlier(db, report);
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
    return {std::string(prefix),
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

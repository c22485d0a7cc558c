#include "server/sharing/sending.hpp"
#include "server/reports/version_store.hpp"
#include "server/sharing/delivery_store.hpp"
#include "server/sharing/mailing.hpp"
#include "server/sharing/subscription_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sharing
{
namespace
{
std::optional<PartRef> part_of(db::Session& db, const reports::Report& report, const Subscription& to)
{
    return to.column ? find_part(db, report.id, *to.column, to.values) : std::nullopt;
}

// Why a subscriber gets nothing of this version; nothing: it goes.
std::optional<std::string> why_skipped(const reports::Report& report, const Subscription& to,
                                       const std::optional<PartRef>& part)
{
    if (to.note) return to.note;
    if (to.column && !part)
        return fmt::format("The report could not be split by “{}”, so there are no rows of their own to send.",
                           *to.column);
    if (to.skip_empty && (part ? part->rows : report.rows) == 0)
        return to.column ? "None of the rows are theirs." : "The report has no rows.";
    return std::nullopt;
}

enum class Step { goes, again, has, waits, skipped };

// `before`: what they were handed of this version.
Step step_for(db::Session& db, const reports::Report& report, const Subscription& to,
              const std::optional<ReportDelivery>& before, bool again)
{
    using enum DeliveryState;
    if (!before) return why_skipped(report, to, part_of(db, report, to)) ? Step::skipped : Step::goes;
    if (before->state == waiting) return Step::waits;
    if (to.note || before->state == suppressed) return Step::skipped;
    if (before->state == failed) return Step::goes;
    return again ? Step::again : Step::has;
}

void count(Sending& all, Step step)
{
    switch (step) {
    case Step::goes:
        ++all.goes;
        return;
    case Step::again:
        ++all.again;
        return;
    case Step::has:
        ++all.has;
        return;
    case Step::waits:
        ++all.waits;
        return;
    case Step::skipped:
        ++all.skipped;
    }
}

Step send_to(db::Session& db, const Desk& desk, const reports::Report& report, const Subscription& to, bool again)
{
    auto before = delivery_to(db, report.id, target_of(to.recipient).key);
    auto step = step_for(db, report, to, before, again);
    if (!before) {
        hand_to(db, report, to); // where it is skipped, the delivery says why
    } else if ((step == Step::goes || step == Step::again) && try_again(db, before->id, true)) {
        set_subscription(db, before->id, to.id); // it may have been made by one that has ended
        auto delivery = find_delivery(db, users::Scope::everything(), before->id).value();
        mail_delivery(db, desk, report, delivery);
    }
    return step;
}

std::string people(std::int64_t count) { return count == 1 ? "one recipient" : fmt::format("{} recipients", count); }

std::string named(const reports::Report& report)
{
    return report.period.empty() ? fmt::format("“{}”, version {}", report.title, report.version)
                                 : fmt::format("“{}” for {}, version {}", report.title, report.period, report.version);
}
} // namespace

std::optional<ReportDelivery> hand_to(db::Session& db, const reports::Report& report, const Subscription& to)
{
    auto part = part_of(db, report, to);
    NewDelivery wanted{report.id, DeliveryKind::report};
    wanted.target = target_of(to.recipient);
    wanted.how = to.how;
    wanted.formats = to.formats;
    wanted.subscription_id = to.id;
    if (part) wanted.part_id = part->id;
    if (to.column) wanted.part = part ? part->title : fmt::format("{}", fmt::join(to.values, ", "));
    wanted.suppressed = why_skipped(report, to, part);
    return insert(db, wanted);
}

Sending would_send(db::Session& db, const reports::Report& report, bool again)
{
    Sending all;
    for (const auto& to : subscriptions_of(db, report.feed.id))
        count(all, step_for(db, report, to, delivery_to(db, report.id, target_of(to.recipient).key), again));
    return all;
}

Sending send_now(db::Session& db, const Desk& desk, const reports::Report& report, bool again)
{
    Sending all;
    for (const auto& to : subscriptions_of(db, report.feed.id)) count(all, send_to(db, desk, report, to, again));
    mail_waiting(db, desk, report.id);
    tell(db, report.department.id, {report.feed.id, report.id});
    return all;
}

SentByTime send_by_schedule(db::Session& db, const Desk& desk, std::int64_t feed_id)
{
    auto getting = subscriptions_of(db, feed_id);
    std::erase_if(getting, [](const Subscription& one) { return one.when != Occasion::schedule; });
    if (getting.empty()) return {false, true, "Nobody gets this report by a schedule. Say who on its Sharing page."};
    auto report = reports::newest_in_force(db, feed_id);
    if (!report) return {false, true, "There is no report yet, or the newest was withdrawn, so nothing was sent."};
    Sending all;
    for (const auto& to : getting) count(all, send_to(db, desk, *report, to, to.always));
    mail_waiting(db, desk, report->id);
    tell(db, report->department.id, {feed_id, report->id});
    auto went = all.goes + all.again;
    if (went > 0) return {true, false, fmt::format("{} sent to {}.", named(*report), people(went))};
    if (all.skipped > 0 && all.has + all.waits == 0)
        return {false, false, fmt::format("{}: there is nothing to send to {}.", named(*report), people(all.skipped))};
    return {false, false,
            fmt::format("There is no new version since the last time: {} was sent before.", named(*report))};
}
} // namespace sharing

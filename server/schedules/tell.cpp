#include "server/schedules/tell.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/users/recipient_store.hpp"
#include <fmt/format.h>

namespace schedules
{
namespace
{
mail::Letter reminder(const users::LetterHead& head, const ScheduleRow& row)
{
    mail::Letter letter{row.title, {row.message.value_or("")}, {}, {"An admin has set up this reminder."}};
    if (row.feed_id)
        letter.button = mail::Button{"Send the file", head.address + "/upload?feed=" + row.feed_key.value_or("")};
    return letter;
}

// Nothing where there is no report yet.
std::optional<mail::Letter> report_is_there(db::Session& db, const users::LetterHead& head, const ScheduleRow& row)
{
    auto feed = feeds::find(db, users::Scope::everything(), row.feed_id.value_or(0));
    if (!feed || !feed->last_report) return std::nullopt;
    mail::Letter letter{
        row.title,
        {fmt::format("the newest report of {} is there.", feed->title)},
        mail::Button{"Open the report", fmt::format("{}/reports/{}", head.address, feed->last_report->id)},
        {"An admin has set up this letter. It never carries the rows themselves."}};
    if (row.message) letter.paragraphs.push_back(*row.message);
    return letter;
}
} // namespace

Outcome tell(db::Session& db, const notifications::Outbox& outbox, const users::Hub& hub, const ScheduleRow& row,
             const Tick& tick)
{
    auto head = hub.letter_head(db);
    auto letter =
        row.kind == ScheduleKind::report ? report_is_there(db, head, row) : std::optional(reminder(head, row));
    if (!letter) return {false, "There is no report yet, so nobody was written to.", 0};
    auto people = users::find_recipients(db, row.recipient_ids);
    if (people.empty()) return {false, "None of the people it goes to can sign in any more.", 0};
    for (const auto& to : people) {
        auto mine = *letter;
        mine.paragraphs.insert(mine.paragraphs.begin(), "Hello " + to.name + ",");
        notifications::add_mail(db, outbox, fmt::format("schedule:{}:{}", tick.id, to.id),
                                mail::write(mine, to.email, head.school));
    }
    return {true, fmt::format("{} letter{} written.", people.size(), people.size() == 1 ? "" : "s"), 0};
}
} // namespace schedules

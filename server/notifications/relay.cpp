#include "server/notifications/relay.hpp"
#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/sha256.hpp"
#include "base/trouble.hpp"
#include "server/notifications/outbox_store.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <thread>
#include <vector>

namespace notifications
{
namespace
{
// RFC 5322 §3.3 from the instant at which the mail was written: "Mon, 23 Nov 2026 18:04:05 +0000".
std::string date_header(Instant instant)
{
    using namespace std::chrono;
    static constexpr std::array days_of_week{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months_of_year{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto day = floor<days>(instant);
    year_month_day date(day);
    hh_mm_ss time(floor<seconds>(instant - day));
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", days_of_week[weekday(day).c_encoding()],
                       unsigned(date.day()), months_of_year[unsigned(date.month()) - 1], int(date.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

mail::Message message_of(const std::string& text)
{
    mail::Message message;
    json::FieldErrors errors;
    auto document = json::parse(text);
    json::decode(&document, message, "", errors);
    if (!errors.empty()) throw std::runtime_error("a mail in the outbox is not readable");
    return message;
}
} // namespace

std::string message_id(const OutboxItem& item, const std::string& host)
{
    return fmt::format("<{}.{}@{}>", item.id, sha256_hex(item.dedup_key).substr(0, 16), host);
}

void Relay::run(std::stop_token stop)
{
    std::vector<std::jthread> others;
    for (int i = 1; i < side_by_side; ++i) others.emplace_back([this, stop] { run_one(stop, Which::any); });
    run_one(stop, Which::urgent);
}

void Relay::run_one(const std::stop_token& stop, Which which)
{
    while (!stop.stop_requested()) {
        auto seen = hint_.seen();
        bool more = false;
        try {
            more = step(stop, which);
        } catch (...) { // the database is away: look again soon
            logs::warn("outbox", "relay failed", {{"error", words_of_thrown(std::current_exception())}});
        }
        if (!more) hint_.wait(seen, std::chrono::seconds(2), stop);
    }
}

bool Relay::step(const std::stop_token& stop, Which which)
{
    if (!database_.read([which](db::Session& db) { return is_due(db, which); })) return false;
    auto item = database_.transact([which](db::Session& db) { return take(db, which); });
    if (!item) return false;
    try {
        if (auto found = works_.find(item->topic); found != works_.end())
            work(*item, found->second);
        else if (item->topic == "mail")
            send(*item, stop);
        else
            throw std::runtime_error("nobody knows the topic " + item->topic);
    } catch (...) {
        auto why = words_of_thrown(std::current_exception());
        logs::warn("outbox", "item put back", {{"outbox_id", item->id}, {"error", why}});
        database_.transact([&](db::Session& db) {
            if (item->attempts >= most_attempts)
                end(db, *item, Outcome::failed, why);
            else
                put_back(db, *item, why);
        });
    }
    return true;
}

void Relay::work(const OutboxItem& item, const Work& work)
{
    auto text = open(outbox_.keys, item);
    if (!text) throw std::runtime_error("it was sealed with a key that is not there any more");
    database_.transact([&](db::Session& db) {
        work(db, *text);
        settle(db, outbox_.keys, item, Outcome::sent);
    });
}

const MailWatch* Relay::watch_of(const OutboxItem& item) const
{
    auto found = std::ranges::find_if(watches_,
                                      [&](const MailWatch& watch) { return item.dedup_key.starts_with(watch.prefix); });
    return found == watches_.end() ? nullptr : &*found;
}

void Relay::end(db::Session& db, const OutboxItem& item, Outcome outcome, const std::string& reason)
{
    settle(db, outbox_.keys, item, outcome, reason.empty() ? std::nullopt : std::optional(reason));
    if (const auto* watch = watch_of(item)) watch->settled(db, item.dedup_key, outcome, reason);
}

bool Relay::is_unwanted(const OutboxItem& item)
{
    const auto* watch = watch_of(item);
    return watch && database_.transact([&](db::Session& db) {
        auto reason = watch->why_not(db, item.dedup_key);
        if (reason) settle(db, outbox_.keys, item, Outcome::failed, reason);
        return reason.has_value();
    });
}

void Relay::send(const OutboxItem& item, const std::stop_token& stop)
{
    if (is_unwanted(item)) return;
    auto text = open(outbox_.keys, item);
    if (!text) throw std::runtime_error("it was sealed with a key that is not there any more");
    if (!settings_.server) {
        database_.transact([&](db::Session& db) { end(db, item, Outcome::kept); });
        return;
    }
    auto message = message_of(*text);
    auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    auto from = fmt::format("{} <{}>", settings_.from_name, settings_.from);
    const auto* watch = watch_of(item);
    auto files = watch ? watch->files(item.dedup_key) : std::vector<mail::Attachment>();
    auto bytes = mail::with_attachments(message, files, from, message_id(item, settings_.host), date_header(now));
    auto delivery = mail::deliver(*settings_.server, settings_.from, message.to, bytes, stop);
    if (delivery.outcome == mail::Delivery::Outcome::try_again) throw std::runtime_error(delivery.reason);
    bool accepted = delivery.outcome == mail::Delivery::Outcome::accepted;
    database_.transact([&](db::Session& db) {
        end(db, item, accepted ? Outcome::sent : Outcome::failed, accepted ? "" : delivery.reason);
    });
    logs::info("outbox", accepted ? "mail sent" : "mail refused",
               {{"outbox_id", item.id}, {"attempts", item.attempts}, {"error", delivery.reason}});
}
} // namespace notifications

#pragma once
#include "base/sealing.hpp"
#include "server/db/page.hpp"
#include "server/db/session.hpp"
#include "server/mail/message.hpp"
#include "server/notifications/outbox.hpp"
#include <chrono>
#include <functional>
#include <optional>

namespace notifications
{
// What adding to the outbox needs.
struct Outbox {
    const SealingKeys& keys;
    std::function<void()> wake; // there is something to do
};

// Adds work inside the caller's transaction. The same `dedup_key` twice is one.
void add(db::Session& db, const Outbox& outbox, const std::string& topic, const std::string& dedup_key,
         const std::string& text);
void add_mail(db::Session& db, const Outbox& outbox, const std::string& dedup_key, const mail::Message& message);

// urgent: what somebody waits for in front of a screen, such as a new password.
enum class Which { urgent, any };
bool is_due(db::Session& db, Which which = Which::any);
// Takes the oldest item that is due, urgent ones first. Until it is settled nobody else takes it for a minute.
std::optional<OutboxItem> take(db::Session& db, Which which = Which::any);
// When the next try after so many attempts is: 5 s, doubled each time, an hour at most.
std::chrono::seconds back_off(std::int64_t attempts);
void put_back(db::Session& db, const OutboxItem& item, const std::string& reason);
// The end of an item. What was sent or failed is forgotten but for the address and subject of a mail.
void settle(db::Session& db, const SealingKeys& keys, const OutboxItem& item, Outcome outcome,
            const std::optional<std::string>& reason = std::nullopt);
std::optional<std::string> open(const SealingKeys& keys, const OutboxItem& item);

// The mails, newest first.
Result<db::Page<MailEntry>> list_mails(db::Session& db, const SealingKeys& keys, const db::PageQuery& wanted);
// A mail with its words, while it is kept.
std::optional<mail::Message> find_mail(db::Session& db, const SealingKeys& keys, std::int64_t id);
// Takes away what ended before that instant; returns how many.
std::int64_t forget_ended_before(db::Session& db, const std::string& instant);
} // namespace notifications

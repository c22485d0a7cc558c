#pragma once
// The outbox relay: does what waits in the outbox, at least once, several items at a time and the urgent ones first, so
// that a mail server which takes its time over one mail holds up no other. A mail that the server does
// not take is tried again, later each time, for about a day; without a mail server it is kept for the mailbox page.
#include "server/db/database.hpp"
#include "server/mail/attachment.hpp"
#include "server/mail/smtp.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/queue/hint.hpp"
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace notifications
{
// How many times a mail is tried: 5 s, 10 s … an hour apart, together about 28 hours.
inline constexpr std::int64_t most_attempts = 36;

struct RelaySettings {
    std::optional<mail::SmtpServer> server; // none: mails are kept
    std::string from_name;                  // of the From header; the address is `from`
    std::string from;
    std::string host; // of Message-IDs
};

// What others know of the mails whose dedup_key begins with a prefix.
struct MailWatch {
    std::string prefix;
    // In a transaction, right before the mail goes out: why it must not any more; nothing: it goes.
    std::function<std::optional<std::string>(db::Session&, const std::string& dedup_key)> why_not;
    // In the transaction that settles the mail.
    std::function<void(db::Session&, const std::string& dedup_key, Outcome, const std::string& reason)> settled;
    // The files that go with it.
    std::function<std::vector<mail::Attachment>(const std::string& dedup_key)> files;
};

class Relay
{
public:
    // Runs inside the transaction that settles the item.
    using Work = std::function<void(db::Session&, const std::string& text)>;

    Relay(db::Database& database, const SealingKeys& keys, RelaySettings settings)
        : database_(database), outbox_{keys, [this] { hint_.give(); }}, settings_(std::move(settings))
    {
    }

    Outbox& outbox() { return outbox_; }

    void add_topic(const std::string& topic, Work work) { works_[topic] = std::move(work); }
    void watch_mails(MailWatch watch) { watches_.push_back(std::move(watch)); }
    void run(std::stop_token stop); // until it is told to stop, with `side_by_side` threads
    // Does one item that is due; false when there is none.
    bool step(const std::stop_token& stop = {}, Which which = Which::any);

private:
    static constexpr int side_by_side = 4; // one of them does what is urgent and nothing else
    void run_one(const std::stop_token& stop, Which which);
    void send(const OutboxItem& item, const std::stop_token& stop);
    void work(const OutboxItem& item, const Work& work);
    const MailWatch* watch_of(const OutboxItem& item) const;
    bool is_unwanted(const OutboxItem& item);
    void end(db::Session& db, const OutboxItem& item, Outcome outcome, const std::string& reason = "");

    db::Database& database_;
    Outbox outbox_;
    RelaySettings settings_;
    std::map<std::string, Work> works_;
    std::vector<MailWatch> watches_;
    queue::Hint hint_;
};

// "<12.9f86d081884c7d65@hub.school.test>": the same mail has the same id however often it is sent.
std::string message_id(const OutboxItem& item, const std::string& host);
} // namespace notifications

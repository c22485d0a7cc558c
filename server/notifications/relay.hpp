#pragma once
// The outbox relay: does what waits in the outbox, at least once, several items at a time and the urgent ones first, so
// that a mail server which takes its time over one mail holds up no other. A mail that the server does
// not take is tried again, later each time, for about a day; without a mail server it is kept for the mailbox page.
#include "server/db/database.hpp"
#include "server/mail/smtp.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/queue/hint.hpp"
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>

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
    void run(std::stop_token stop); // until it is told to stop, with `side_by_side` threads
    // Does one item that is due; false when there is none.
    bool step(const std::stop_token& stop = {}, Which which = Which::any);

private:
    static constexpr int side_by_side = 4; // one of them does what is urgent and nothing else
    void run_one(const std::stop_token& stop, Which which);
    void send(const OutboxItem& item, const std::stop_token& stop);
    void work(const OutboxItem& item, const Work& work);

    db::Database& database_;
    Outbox outbox_;
    RelaySettings settings_;
    std::map<std::string, Work> works_;
    queue::Hint hint_;
};

// "<12.9f86d081884c7d65@hub.school.test>": the same mail has the same id however often it is sent.
std::string message_id(const OutboxItem& item, const std::string& host);
} // namespace notifications

#pragma once
// What waits to be done once a transaction has committed: a mail, an answer to a request that must not show whether
// an account exists.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace notifications
{
enum class Outcome { sent, kept, failed };
BOOST_DESCRIBE_ENUM(Outcome, sent, kept, failed)

struct OutboxItem {
    std::int64_t id = 0;
    std::string topic; // "mail"
    std::string dedup_key;
    std::string payload; // sealed
    std::int64_t attempts = 0;
};
BOOST_DESCRIBE_STRUCT(OutboxItem, (), (id, topic, dedup_key, payload, attempts))

// A mail as the mailbox page lists it.
struct MailEntry {
    std::int64_t id = 0;
    std::string to;
    std::string subject;
    std::string created_at;
    std::optional<std::string> sent_at;
    std::optional<Outcome> outcome; // none: still waiting
    std::int64_t attempts = 0;
    std::optional<std::string> last_error;
};
BOOST_DESCRIBE_STRUCT(MailEntry, (), (id, to, subject, created_at, sent_at, outcome, attempts, last_error))
} // namespace notifications

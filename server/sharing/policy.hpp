#pragma once
// What may leave the school, and how: set by an admin, kept in the database, so that it holds for every process.
#include "server/db/session.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

namespace sharing
{
// Which files go with a mail; of others a link does. impersonal: those of reports in which no column names somebody.
enum class Attachments { never, impersonal, always };
BOOST_DESCRIBE_ENUM(Attachments, never, impersonal, always)

struct SharingPolicy {
    std::vector<std::string> domains; // of addresses of people without an account; none: nobody outside gets anything
    Attachments attachments = Attachments::never;
    bool links = true; // links to a report, for whoever has the link
};
BOOST_DESCRIBE_STRUCT(SharingPolicy, (), (domains, attachments, links))

SharingPolicy policy(db::Session& db);
void set_policy(db::Session& db, const SharingPolicy& policy);

// Whether files of a report may go with mails; `personal`: a column of it names somebody.
bool may_attach(const SharingPolicy& policy, bool personal);
// Why nothing may be sent to this address of nobody of the school, as the end of a sentence about it; nothing: it may.
// `narrower` are the domains that the file rules allow; none: they do not say.
std::optional<std::string> why_not_outside(const SharingPolicy& policy, const std::vector<std::string>& narrower,
                                           const std::string& email);
} // namespace sharing

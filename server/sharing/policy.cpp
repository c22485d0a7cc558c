#include "server/sharing/policy.hpp"
#include "server/mail/message.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sharing
{
bool may_attach(const SharingPolicy& policy, bool personal)
{
    return policy.attachments == Attachments::always || (policy.attachments == Attachments::impersonal && !personal);
}

std::optional<std::string> why_not_outside(const SharingPolicy& policy, const std::vector<std::string>& narrower,
                                           const std::string& email)
{
    if (!mail::is_address(email)) return "must be an e-mail address, such as name@school.test";
    auto domain = email.substr(email.find('@') + 1);
    auto has = [&](const std::vector<std::string>& domains) {
        return std::ranges::find(domains, domain) != domains.end();
    };
    if (policy.domains.empty())
        return "belongs to nobody who signs in here, and nothing is sent outside the school. An admin can allow the "
               "domain " +
               domain;
    if (!has(policy.domains))
        return fmt::format("belongs to nobody who signs in here, and outside the school only addresses at {} get "
                           "reports. An admin can allow the domain {}",
                           fmt::join(policy.domains, ", "), domain);
    if (!narrower.empty() && !has(narrower))
        return fmt::format("is not at {}, where the file rules of this report let it go", fmt::join(narrower, ", "));
    return std::nullopt;
}
} // namespace sharing

#pragma once
// Addresses that follow from the settings: how people reach the hub, and where its mails come from.
#include "server/app/config.hpp"
#include "server/notifications/mailbox_routes.hpp"
#include "server/notifications/relay.hpp"

namespace app
{
// Where links lead: the setting public_url, otherwise this machine. Never what a request says in its Host header.
std::string public_address(const Config& config, std::uint16_t port);

// Whether other machines can reach the hub: it is bound to more than this machine, or a proxy passes requests on.
bool is_reachable_from_elsewhere(const Config& config);

// Passwords and pupils' data do not cross a network in clear: throws Refusal where the hub would listen on more than
// this machine without a proxy that speaks TLS in front of it.
void require_safe_door(const Config& config);

// Throws Refusal for settings of mail that do not fit.
notifications::RelaySettings relay_settings(const Config& config);
notifications::MailSettings mail_settings(const Config& config);
} // namespace app

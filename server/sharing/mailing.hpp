#pragma once
// The mail of one delivery.
#include "server/sharing/desk.hpp"

namespace sharing
{
inline constexpr std::string_view mail_prefix = "delivery:"; // of the keys in the outbox

// Those that go with it, or are behind its link.
std::vector<reports::ReportFile> files_for(db::Session& db, const reports::Report& report,
                                           const ReportDelivery& delivery);
// Puts the mail of a delivery that waits into the outbox, or says why there is none.
void mail_delivery(db::Session& db, const Desk& desk, const reports::Report& report, ReportDelivery delivery);
} // namespace sharing

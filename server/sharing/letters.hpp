#pragma once
// The letters about reports. They say which report it is and never hold a row of it.
#include "server/mail/message.hpp"
#include "server/reports/report.hpp"
#include "server/sharing/delivery.hpp"
#include "server/sharing/standing_store.hpp"
#include "server/users/letters.hpp"

namespace sharing
{
struct LetterOf {
    const users::LetterHead& head;
    const reports::Report& report;
    const ReportStanding standing;
    const ReportDelivery& delivery;
};
// `link` leads to the report; with attached files it may be empty.
mail::Message report_letter(const LetterOf& of, const std::string& link, const std::optional<std::string>& asked_by);
mail::Message correction_letter(const LetterOf& of, const reports::Report& newer);
mail::Message withdrawal_letter(const LetterOf& of);
// To who made the subscription, or to the admins.
mail::Message failure_letter(const users::LetterHead& head, const std::string& to, const ReportDelivery& delivery);
// To whom somebody mails a link of their own.
mail::Message link_letter(const users::LetterHead& head, const std::string& to, const std::string& from,
                          const reports::Report& report, const std::string& link, const std::string& until,
                          bool has_password, bool personal);
} // namespace sharing

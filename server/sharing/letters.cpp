#include "server/sharing/letters.hpp"
#include "server/feeds/period.hpp"
#include <fmt/format.h>

namespace sharing
{
namespace
{
std::string named(const std::string& title, const std::string& period)
{
    auto label = feeds::period_label(period);
    return label.empty() ? title : title + ", " + label;
}

std::string subject_of(const reports::Report& report) { return named(report.title, report.period); }

std::string why_it_comes(const std::optional<std::string>& asked_by)
{
    return asked_by ? "You get this because " + *asked_by + " put you on the list for this report."
                    : "You get this because the rules of this file send the report to your address.";
}
} // namespace

mail::Message report_letter(const LetterOf& of, const std::string& link, const std::optional<std::string>& asked_by)
{
    const auto& report = of.report;
    bool is_new = report.version > 1;
    auto first = fmt::format(
        "the report “{}” of {} is ready{}.", subject_of(report), report.department.name,
        is_new ? fmt::format(" in version {}, which takes the place of version {}", report.version, report.version - 1)
               : "");
    std::vector<std::string> paragraphs{"Hello,", first};
    if (of.delivery.part) paragraphs.push_back("It holds your rows only (" + *of.delivery.part + ").");
    if (of.delivery.how == How::attachment) paragraphs.emplace_back("Its files are attached.");
    if (of.standing.personal)
        paragraphs.emplace_back("It has people's data in it: keep it to yourself, and delete copies that you no longer "
                                "need.");
    auto button = link.empty() ? std::nullopt : std::optional(mail::Button{"Open the report", link});
    auto subject = subject_of(report) + (is_new ? fmt::format(" (version {})", report.version) : "");
    return mail::write({subject, paragraphs, button, {why_it_comes(asked_by)}}, of.delivery.recipient.email,
                       of.head.school);
}

mail::Message correction_letter(const LetterOf& of, const reports::Report& newer)
{
    auto name = subject_of(of.report);
    std::optional<mail::Button> button;
    if (!of.delivery.recipient.outside)
        button = mail::Button{"Look at the new version", of.head.address + "/reports/" + std::to_string(newer.id)};
    return mail::write(
        {"Corrected: " + name,
         {"Hello,",
          fmt::format("version {} of the report “{}”, which you have, is no longer right: version {} has "
                      "taken its place.",
                      of.report.version, name, newer.version),
          fmt::format("Please do not use version {} any more. If you need the new one, ask {}.", of.report.version,
                      of.report.department.name)},
         button,
         {}},
        of.delivery.recipient.email, of.head.school);
}

mail::Message withdrawal_letter(const LetterOf& of)
{
    auto name = subject_of(of.report);
    auto reason = of.standing.withdrawn ? of.standing.withdrawn->reason : std::string();
    return mail::write(
        {"Withdrawn: " + name,
         {"Hello,",
          fmt::format("version {} of the report “{}”, which you have, was withdrawn.", of.report.version, name),
          "The reason: " + reason,
          "Please delete your copies and do not use them any more. Links to it no longer open."},
         std::nullopt,
         {}},
        of.delivery.recipient.email, of.head.school);
}

mail::Message failure_letter(const users::LetterHead& head, const std::string& to, const ReportDelivery& delivery)
{
    auto name = named(delivery.report.title, delivery.report.period);
    return mail::write(
        {"A report did not arrive: " + name,
         {"Hello,",
          fmt::format("version {} of the report “{}” could not be sent to {}.", delivery.report.version, name,
                      delivery.recipient.email),
          "What the mail server said: " + delivery.reason.value_or("nothing"),
          "Others may not have got it either. The list of who got this report says so, and sends it again."},
         mail::Button{"See who got it", head.address + "/reports/" + std::to_string(delivery.report.id)},
         {}},
        to, head.school);
}

mail::Message link_letter(const users::LetterHead& head, const std::string& to, const std::string& from,
                          const reports::Report& report, const std::string& link, const std::string& until,
                          bool has_password, bool personal)
{
    std::vector<std::string> paragraphs{"Hello,", from + " of " + head.school + " shares the report “" +
                                                      subject_of(report) + "” with you."};
    if (has_password) paragraphs.push_back("It opens with a password, which " + from + " tells you another way.");
    if (personal)
        paragraphs.emplace_back("It has people's data in it: keep it to yourself, and delete copies that you no longer "
                                "need.");
    return mail::write({subject_of(report),
                        paragraphs,
                        mail::Button{"Open the report", link},
                        {"The link works until " + until.substr(0, 10) + ". Do not pass it on."}},
                       to, head.school);
}
} // namespace sharing

#include "server/arrivals/letters.hpp"
#include <fmt/format.h>

namespace arrivals
{
namespace
{
mail::Button send_it(const users::LetterHead& head, const DueFile& file)
{
    return {"Send the file", fmt::format("{}/upload?feed={}&period={}", head.address, file.feed.key, file.period)};
}

std::string named(const DueFile& file)
{
    return file.period_label.empty() ? "“" + file.feed.title + "”"
                                     : fmt::format("“{}” for {}", file.feed.title, file.period_label);
}
} // namespace

mail::Message late_letter(const users::LetterHead& head, const users::Recipient& to, const DueFile& file)
{
    return mail::write({fmt::format("{} is late", file.feed.title),
                        {"Hello " + to.name + ",",
                         fmt::format("the file {} was due {} and has not come. {}", named(file), file.due_local,
                                     file.handed_to_deputy ? "It is with you as the deputy." : "It is with you.")},
                        send_it(head, file),
                        {"If it will not come, a moderator can excuse it on the Arrivals page."}},
                       to.email, head.school);
}

mail::Message reminder_letter(const users::LetterHead& head, const users::Recipient& to, const DueFile& file)
{
    return mail::write({fmt::format("{} is due {}", file.feed.title, file.due_local),
                        {"Hello " + to.name + ",", fmt::format("the file {} is due {}.", named(file), file.due_local)},
                        send_it(head, file),
                        {"You get this letter because the file is with you."}},
                       to.email, head.school);
}
} // namespace arrivals

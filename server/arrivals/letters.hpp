#pragma once
// What the people of a due file are written. Letters lead to the page where the file is sent, and carry no rows.
#include "server/arrivals/due_file.hpp"
#include "server/mail/message.hpp"
#include "server/users/letters.hpp"
#include "server/users/recipient_store.hpp"

namespace arrivals
{
mail::Message late_letter(const users::LetterHead& head, const users::Recipient& to, const DueFile& file);
mail::Message reminder_letter(const users::LetterHead& head, const users::Recipient& to, const DueFile& file);
} // namespace arrivals

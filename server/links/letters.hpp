#pragma once
// The letters to senders without an account. They carry no rows.
#include "server/users/letters.hpp"

namespace links
{
mail::Message link_letter(const users::LetterHead& head, const std::string& to, const std::string& from,
                          const std::string& feed, const std::string& link);
mail::Message code_letter(const users::LetterHead& head, const std::string& to, const std::string& code);
} // namespace links

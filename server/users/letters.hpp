#pragma once
// The letters about accounts. Links carry their code behind '#', which browsers do not send to any server.
#include "server/mail/message.hpp"
#include "server/users/user.hpp"
#include <string>

namespace users
{
struct LetterHead {
    std::string address; // of the hub, as people reach it
    std::string school;
};
mail::Message invitation(const LetterHead& head, const User& person, const std::string& inviter,
                         const std::string& code);
mail::Message verification(const LetterHead& head, const User& person, const std::string& code);
mail::Message registered_already(const LetterHead& head, const User& person);
mail::Message password_reset(const LetterHead& head, const User& person, const std::string& code);
mail::Message password_changed(const LetterHead& head, const User& person);
} // namespace users

#include "server/users/letters.hpp"

namespace users
{
namespace
{
constexpr auto not_you = "You did not ask for this? Then somebody mistyped an address. You need not do anything.";

mail::Message to(const LetterHead& head, const User& person, const mail::Letter& letter)
{
    return mail::write(letter, person.email, head.school);
}

// Nobody writes into a letter of the school by registering under a name that is a message.
std::string hello(const User& person)
{
    return person.state == UserState::unverified ? "Hello," : "Hello " + person.name + ",";
}
} // namespace

mail::Message invitation(const LetterHead& head, const User& person, const std::string& inviter,
                         const std::string& code)
{
    return to(head, person,
              {"You are invited to BatchOps",
               {hello(person), inviter + " of " + head.school +
                                   " invites you to BatchOps, where departments send their files and get clean "
                                   "reports back."},
               mail::Button{"Accept and choose a password", head.address + "/invitation#code=" + code},
               {"The link works once, for seven days."}});
}

mail::Message verification(const LetterHead& head, const User& person, const std::string& code)
{
    return to(head, person,
              {"Confirm your e-mail address",
               {hello(person), "please confirm that this address is yours. Then you can sign in."},
               mail::Button{"Confirm the address", head.address + "/verify-email#code=" + code},
               {"The link works once, for 24 hours.", not_you}});
}

mail::Message registered_already(const LetterHead& head, const User& person)
{
    return to(head, person,
              {"You have an account already",
               {hello(person), "somebody, probably you, registered with this address. It has an account already, so "
                               "nothing was changed."},
               mail::Button{"Sign in", head.address + "/sign-in"},
               {"Forgotten the password? The sign-in page has a link for that.", not_you}});
}

mail::Message password_reset(const LetterHead& head, const User& person, const std::string& code)
{
    return to(head, person,
              {"Choose a new password",
               {hello(person), "you can choose a new password for BatchOps now. Until then the old one stays as it "
                               "is."},
               mail::Button{"Choose a new password", head.address + "/reset-password#code=" + code},
               {"The link works once, for one hour.", not_you}});
}

mail::Message password_changed(const LetterHead& head, const User& person)
{
    return to(head, person,
              {"Your password was changed",
               {hello(person), "the password of your BatchOps account was changed just now, and every other device was "
                               "signed out."},
               std::nullopt,
               {"That was not you? Ask the person who runs BatchOps at " + head.school + " at once."}});
}
} // namespace users

#include "server/links/letters.hpp"

namespace links
{
mail::Message link_letter(const users::LetterHead& head, const std::string& to, const std::string& from,
                          const std::string& feed, const std::string& link)
{
    return mail::write(
        {"Some rows of “" + feed + "” need you",
         {"Hello,", from + " of " + head.school + " asks you to look at some rows of the file “" + feed +
                        "” that could not be taken as they are. You need no account: the link opens those rows "
                        "alone, once a code has come to this address."},
         mail::Button{"Correct the rows", head.address + "/answer#link=" + link},
         {"The link works for 72 hours. Do not pass it on."}},
        to, head.school);
}

mail::Message code_letter(const users::LetterHead& head, const std::string& to, const std::string& code)
{
    return mail::write({"Your code: " + code,
                        {"Hello,", "the code for the rows that wait for you is " + code + "."},
                        std::nullopt,
                        {"It works once, for 15 minutes. You did not open a link? Then you need not do anything."}},
                       to, head.school);
}
} // namespace links

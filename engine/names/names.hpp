#pragma once
// What names say: of a column, its field name and its meaning; of a file, the feed and the period.
#include "engine/contract/contract.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// “Date of birth (UK)” → date_of_birth_uk; “Größe” → grosse; nothing where no letter or digit is left.
std::string snake_case(std::string_view header);

// What a name of a field lets one expect of its values. Guesses for a person to look at, no more.
struct Meaning {
    bool id = false;        // a number that is a name: never added up, zeros kept
    bool phone = false;     // as above
    bool personal = false;  // about one person
    bool sensitive = false; // health, belief, origin: special categories of personal data (GDPR, article 9), and care
    bool is_protected = false; // a correction needs a second person
    bool amount = false;       // can be added up, is never below zero
    bool mark = false;         // out of a hundred where the values say so
    bool prose = false;        // free text: no list of values
    bool date = false;
    bool born = false;
    bool measure = false; // weights, lengths, times: a letter behind the number is a unit
};
Meaning meaning_of(std::string_view snake);

// From one or several names of files of the same feed.
struct FeedName {
    std::string feed;  // attendance
    std::string title; // Attendance, weekly
    std::string match; // attendance*.csv
    Period period = Period::none;
};
FeedName feed_name(const std::vector<std::string>& files);
// “admissions roster” for admissions-roster: the key of a feed as people say it.
std::string words_of_feed(std::string_view key);
} // namespace engine

#pragma once
// Days of the week: of a date, and as a date's text names one in front.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine
{
int weekday_of(std::int64_t day); // of days since 1970-01-01; 0 is Monday
std::string weekday_in_words(int weekday);
std::optional<int> written_weekday(std::string_view date); // “Mon 11/02/2026”
} // namespace engine

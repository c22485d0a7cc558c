#include "engine/text/weekdays.hpp"
#include "engine/text/date_parts.hpp"

namespace engine
{
int weekday_of(std::int64_t day) { return static_cast<int>(((day + 3) % 7 + 7) % 7); }

std::string weekday_in_words(int weekday)
{
    static constexpr const char* names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                            "Friday", "Saturday", "Sunday"};
    return names[weekday];
}

std::optional<int> written_weekday(std::string_view date)
{
    date_parts::Cursor cursor{date};
    return date_parts::weekday_named(cursor.take_letters());
}
} // namespace engine

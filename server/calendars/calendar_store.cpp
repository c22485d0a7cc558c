#include "server/calendars/calendar_store.hpp"
#include "server/calendars/zone.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace calendars
{
namespace
{
constexpr std::size_t longest_name = 120, most_days = 4000, most_terms = 100;
constexpr db::Sql selected = R"sql(
    SELECT c.id, c.name, c.zone, c.school_week, c.terms, c.days, c.version,
           (SELECT COUNT(*) FROM schedules s WHERE s.calendar_id = c.id)
               + (SELECT COUNT(*) FROM expectations e WHERE e.calendar_id = c.id) AS used_by
      FROM calendars c)sql";

bool is_taken(db::Session& db, const std::string& name, std::int64_t except)
{
    return db.value<bool>("SELECT EXISTS (SELECT 1 FROM calendars WHERE name = $1 AND id <> $2)", name, except);
}

bool is_line(const std::string& text)
{
    return text.size() <= longest_name && text.find_first_of("\r\n\t") == std::string::npos;
}

void check_terms(const CalendarInput& calendar, json::FieldErrors& errors)
{
    if (calendar.terms.size() > most_terms) errors.push_back({"terms", "There can be 100 terms at most."});
    for (std::size_t i = 0; i < calendar.terms.size(); ++i) {
        const auto& term = calendar.terms[i];
        auto at = fmt::format("terms[{}]", i);
        auto first = read_day(term.first_day), last = read_day(term.last_day);
        if (term.name.empty() || !is_line(term.name)) errors.push_back({at + ".name", "Give the term a short name."});
        if (!first) errors.push_back({at + ".first_day", "Give a day such as 2026-09-07."});
        if (!last) errors.push_back({at + ".last_day", "Give a day such as 2026-12-18."});
        if (!first || !last) continue;
        if (*last < *first) errors.push_back({at + ".last_day", "The term ends before it begins."});
        if (*last - *first > std::chrono::days(366))
            errors.push_back({at + ".last_day", "A term lasts a year at most."});
        for (std::size_t j = 0; j < i; ++j) {
            auto from = read_day(calendar.terms[j].first_day), to = read_day(calendar.terms[j].last_day);
            if (from && to && *first <= *to && *from <= *last)
                errors.push_back({at + ".first_day", "It overlaps with " + calendar.terms[j].name + "."});
        }
    }
}

void check_days(const CalendarInput& calendar, json::FieldErrors& errors)
{
    std::set<std::string> seen;
    if (calendar.days.size() > most_days) errors.push_back({"days", "There can be 4,000 days at most."});
    for (std::size_t i = 0; i < std::min(calendar.days.size(), most_days); ++i) {
        const auto& day = calendar.days[i];
        if (!read_day(day.date)) errors.push_back({fmt::format("days[{}].date", i), "Give a day such as 2026-12-25."});
        if (!is_line(day.label)) errors.push_back({fmt::format("days[{}].label", i), "Use 120 letters at most."});
        if (!seen.insert(day.date).second)
            errors.push_back({fmt::format("days[{}].date", i), day.date + " is there twice."});
    }
}

// Sorted, as it is kept and shown.
CalendarInput in_order(CalendarInput calendar)
{
    std::ranges::sort(calendar.terms, {}, &Term::first_day);
    std::ranges::sort(calendar.days, {}, &CalendarDay::date);
    std::ranges::sort(calendar.school_week);
    auto twice = std::ranges::unique(calendar.school_week);
    calendar.school_week.erase(twice.begin(), twice.end());
    return calendar;
}
} // namespace

std::vector<Calendar> all(db::Session& db)
{
    db::Query query(selected);
    return db.all<Calendar>(query.add(" ORDER BY c.name"));
}

std::optional<Calendar> find(db::Session& db, std::int64_t id)
{
    db::Query query(selected);
    return db.find<Calendar>(query.add(" WHERE c.id = ?", id));
}

json::FieldErrors errors_in(const CalendarInput& calendar)
{
    json::FieldErrors errors;
    if (calendar.name.empty() || !is_line(calendar.name)) errors.push_back({"name", "Give the calendar a short name."});
    if (!Zone::find(calendar.zone))
        errors.push_back(
            {"zone", fmt::format("“{}” is no time zone; expected one such as Europe/London.", calendar.zone)});
    if (calendar.school_week.empty()) errors.push_back({"school_week", "Choose the days of the week with school."});
    check_terms(calendar, errors);
    check_days(calendar, errors);
    return errors;
}

Result<Calendar> insert(db::Session& db, const CalendarInput& input)
{
    static constexpr auto sql = R"sql(
        INSERT INTO calendars (name, zone, school_week, terms, days) VALUES ($1, $2, $3, $4, $5) RETURNING id)sql";
    if (is_taken(db, input.name, 0)) return refuse(Why::conflict, "There is a calendar of this name already.");
    auto calendar = in_order(input);
    auto id =
        db.value<std::int64_t>(sql, calendar.name, calendar.zone, calendar.school_week, calendar.terms, calendar.days);
    return find(db, id).value();
}

Result<Calendar> change(db::Session& db, std::int64_t id, const CalendarInput& input)
{
    static constexpr auto sql = R"sql(
        UPDATE calendars SET name = $2, zone = $3, school_week = $4, terms = $5, days = $6, version = version + 1
         WHERE id = $1)sql";
    if (is_taken(db, input.name, id)) return refuse(Why::conflict, "There is a calendar of this name already.");
    auto calendar = in_order(input);
    if (db.exec(sql, id, calendar.name, calendar.zone, calendar.school_week, calendar.terms, calendar.days) == 0)
        return refuse(Why::not_found, "There is no such calendar.");
    return find(db, id).value();
}

Result<void> remove(db::Session& db, std::int64_t id)
{
    auto known = find(db, id);
    if (!known) return refuse(Why::not_found, "There is no such calendar.");
    if (known->used_by > 0)
        return refuse(Why::conflict, "Schedules or due files go by this calendar. Give them another one first.");
    db.exec("DELETE FROM calendars WHERE id = $1", id);
    return {};
}
} // namespace calendars

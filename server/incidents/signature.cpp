#include "server/incidents/known_error.hpp"

namespace incidents
{
namespace
{
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Greedy with one way back: the last * takes one more whenever what follows does not fit.
bool fits_pattern(std::string_view pattern, std::string_view text)
{
    std::size_t p = 0, t = 0, star = pattern.npos, taken = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            taken = t;
        } else if (p < pattern.size() && lower(pattern[p]) == lower(text[t])) {
            ++p;
            ++t;
        } else if (star != pattern.npos) {
            p = star + 1;
            t = ++taken;
        } else
            return false;
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

template <class T> bool agrees(const std::optional<T>& wanted, const T& there) { return !wanted || *wanted == there; }
template <class T> bool agrees(const std::optional<T>& wanted, const std::optional<T>& there)
{
    return !wanted || wanted == there;
}
} // namespace

bool fits(const Signature& wanted, const Likeness& incident)
{
    return agrees(wanted.incident_kind, incident.kind) && agrees(wanted.reason, incident.about) &&
           agrees(wanted.department_id, incident.department_id) && agrees(wanted.feed_id, incident.feed_id) &&
           agrees(wanted.column, incident.column) &&
           (!wanted.at_least_rows || incident.rows >= *wanted.at_least_rows) &&
           (!wanted.pattern || fits_pattern(*wanted.pattern, incident.title));
}

bool is_empty(const Signature& signature)
{
    return !signature.incident_kind && !signature.reason && !signature.column && !signature.pattern;
}
} // namespace incidents

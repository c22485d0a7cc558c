#include "engine/names/whose_name.hpp"
#include "engine/names/names.hpp"
#include <algorithm>
#include <ranges>
#include <set>
#include <string>
#include <vector>

namespace engine
{
namespace
{
using Words = std::set<std::string, std::less<>>;

// Alone they are a name of the student.
const Words& alone()
{
    static const Words words{"first", "last",  "given",  "family", "middle", "student", "pupil",   "learner",
                             "child", "eleve", "alumno", "alumna", "aluno",  "aluna",   "schuler", "schueler"};
    return words;
}

// The word for a name, in the languages of schools that send such files.
const Words& names()
{
    static const Words words{"nom",       "noms",    "prenom",    "prenoms", "nombre",   "nombres", "apellido",
                             "apellidos", "cognome", "nome",      "imie",    "nazwisko", "jmeno",   "prijmeni",
                             "naam",      "namn",    "sobrenome", "navn",    "nimi"};
    return words;
}

// Between the word for a name and whose it is.
const Words& between()
{
    static const Words words{"of",  "the", "du", "de", "del", "della", "des",
                             "der", "da",  "do", "la", "le",  "el",    "van"};
    return words;
}

// Before the word for a name, behind whose it is: "teacher first name", "parent 2 name".
const Words& kinds()
{
    static const Words words{"first", "last", "full", "given", "family", "middle", "preferred", "legal", "known"};
    return words;
}

const Words& others()
{
    static const Words words{
        "school",   "college", "course", "subject",  "class",   "form",    "group",   "club",       "house",
        "teacher",  "tutor",   "coach",  "staff",    "advisor", "adviser", "author",  "counselor",  "counsellor",
        "parent",   "mother",  "father", "guardian", "carer",   "contact", "sibling", "doctor",     "employer",
        "file",     "user",    "feed",   "sheet",    "product", "company", "bank",    "item",       "book",
        "exam",     "unit",    "room",   "street",   "city",    "town",    "country", "department", "lehrer",
        "lehrerin", "schule",  "klasse", "profesor", "escuela", "ecole",   "classe",  "professeur"};
    return words;
}

// "teacher", and "teachername".
bool is_of_another(std::string_view word)
{
    constexpr std::string_view name = "name";
    if (word.ends_with(name)) word.remove_suffix(name.size());
    return others().contains(word);
}

bool is_number(std::string_view word) { return word.find_first_not_of("0123456789") == word.npos; }

// Who the word for a name at `at` is said to be of: "name of the teacher", "teacher 1 first name".
NameOf said_of(const std::vector<std::string>& words, std::size_t at)
{
    auto next = at + 1;
    while (next < words.size() && between().contains(words[next])) ++next;
    if (next > at + 1 && next < words.size()) return others().contains(words[next]) ? NameOf::another : NameOf::student;
    auto before = at;
    while (before > 0 && (kinds().contains(words[before - 1]) || is_number(words[before - 1]))) --before;
    return before > 0 && others().contains(words[before - 1]) ? NameOf::another : NameOf::student;
}
} // namespace

NameOf name_of(std::string_view header)
{
    auto snake = snake_case(header);
    if (alone().contains(snake)) return NameOf::student;
    std::vector<std::string> words;
    for (auto word : std::views::split(snake, '_')) words.emplace_back(word.begin(), word.end());
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (is_of_another(words[i])) continue;
        if (words[i].find("name") != std::string::npos || names().contains(words[i])) return said_of(words, i);
    }
    return std::ranges::any_of(words, is_of_another) ? NameOf::another : NameOf::nobody;
}
} // namespace engine

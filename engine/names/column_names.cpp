#include "engine/names/names.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <memory>
#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace engine
{
namespace
{
// Any script as plain Latin letters (ICU's transforms, UTS #35 part 4).
std::string latin(std::string_view text)
{
    if (is_ascii(text)) return std::string(text);
    UErrorCode failed = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> transform(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, failed));
    if (U_FAILURE(failed)) return std::string(text);
    auto unicode = icu::UnicodeString::fromUTF8({text.data(), static_cast<int>(text.size())});
    transform->transliterate(unicode);
    std::string out;
    return unicode.toUTF8String(out);
}

using Words = std::vector<std::string_view>;

Words words_of(std::string_view snake)
{
    Words out;
    while (!snake.empty()) {
        auto end = std::min(snake.find('_'), snake.size());
        out.push_back(snake.substr(0, end));
        snake.remove_prefix(std::min(end + 1, snake.size()));
    }
    return out;
}

bool any_of(const Words& words, std::initializer_list<std::string_view> known)
{
    return std::ranges::any_of(words, [&](auto word) { return std::ranges::find(known, word) != known.end(); });
}

// Beginnings of words about health, belief and origin in the languages of schools, as plain Latin letters.
bool is_sensitive(const Words& words, std::string_view snake)
{
    static constexpr std::string_view stems[] = {
        "medic",    "health",    "allerg",   "alergi",  "diagnos",   "disab",   "illness",   "disease",   "asthma",
        "epilep",   "diabet",    "vaccin",   "pregnan", "religi",    "faith",   "denominat", "ethnic",    "ethni",
        "gesundh",  "krankh",    "behinder", "konfess", "bekenntn",  "sante",   "maladi",    "handicap",  "salud",
        "enfermed", "discapac",  "salute",   "malatti", "disabil",   "saude",   "doenca",    "deficienc", "gezondh",
        "geloof",   "levensbes", "halsa",    "sjukdom", "funktions", "terveys", "sairau",    "uskonto",   "zdrow",
        "chorob",   "niepelno",  "wyznan",   "zdravi",  "postizen",  "nabozen", "egeszseg",  "betegseg",  "vallas",
        "zdravlje", "vjerois",   "saglik",   "zdorov",  "invalidn",  "etnicn",  "ethnot",
    };
    static constexpr std::string_view whole[] = {"sen",      "send",        "ehcp",        "ehc", "iep",
                                                 "lac",      "race",        "engelli",     "cin", "adhd",
                                                 "dyslexia", "counselling", "safeguarding"};
    auto any = [&](auto& list, auto fits) {
        return std::ranges::any_of(
            words, [&](auto word) { return std::ranges::any_of(list, [&](auto one) { return fits(word, one); }); });
    };
    return any(stems, [](auto word, auto stem) { return word.starts_with(stem); }) ||
           any(whole, [](auto word, auto one) { return word == one; }) || snake.contains("in_care") ||
           snake.contains("looked_after") || snake.contains("special_need");
}
} // namespace

std::string snake_case(std::string_view header)
{
    std::string out;
    bool small_before = false;
    for (char c : latin(header)) {
        bool capital = c >= 'A' && c <= 'Z', small = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
        if (!capital && !small && !digit) {
            if (c != '\'' && !out.empty() && out.back() != '_') out += '_';
            small_before = false;
            continue;
        }
        if (capital && small_before) out += '_'; // studentId
        out += capital ? static_cast<char>(c - 'A' + 'a') : c;
        small_before = small;
    }
    while (out.ends_with('_')) out.pop_back();
    if (out.size() > 60) out.resize(60);
    if (!out.empty() && out[0] >= '0' && out[0] <= '9') out = "column_" + out;
    return out;
}

Meaning meaning_of(std::string_view snake)
{
    auto words = words_of(snake);
    Meaning out;
    bool counted = any_of(words, {"of"}) && any_of(words, {"number", "no", "anzahl", "nombre"});
    out.id =
        !counted && any_of(words, {"id",      "ids",       "no",     "nr",        "num",       "number",   "code",
                                   "ref",     "reference", "sid",    "upn",       "uln",       "isbn",     "barcode",
                                   "uid",     "guid",      "uuid",   "sourcedid", "zip",       "postcode", "plz",
                                   "account", "iban",      "nummer", "numero",    "matricule", "kennung",  "crn"});
    out.phone =
        any_of(words, {"phone", "telephone", "tel", "mobile", "cell", "fax", "telefon", "handy", "telefono", "sms"});
    bool email = any_of(words, {"email", "mail", "courriel", "correo"});
    bool person =
        any_of(words, {"student", "pupil", "learner", "candidate", "teacher", "guardian", "parent", "mother", "father",
                       "payer", "borrower", "applicant", "schuler", "eleve", "alumno", "family", "username"});
    bool named = any_of(words, {"name", "surname", "forename", "firstname", "lastname", "fullname", "vorname",
                                "nachname", "prenom", "nom", "nombre", "apellido", "apellidos", "initials"});
    bool thing = any_of(words, {"course", "class", "school", "subject", "product", "book", "file", "org", "department",
                                "event", "title", "club", "room", "district", "group", "form", "year", "count"});
    bool born =
        any_of(words, {"dob", "birth", "born", "birthday", "birthdate", "geburtsdatum", "naissance", "nacimiento"});
    bool address = any_of(words, {"address", "street", "postcode", "zip", "adresse", "strasse", "direccion"});
    out.sensitive = is_sensitive(words, snake);
    out.personal = out.sensitive || email || out.phone || born || address || ((person || named) && !thing);
    out.mark =
        any_of(words, {"mark", "marks", "score", "scores", "points", "percent", "percentage", "pct", "note_finale"});
    bool grade = any_of(words, {"grade", "grades", "result", "gpa"});
    bool money = any_of(words, {"amount", "paid", "price", "fee", "fees", "cost", "total", "sum", "betrag", "montant",
                                "importe", "due_amount", "salary", "balance"});
    bool count = any_of(words, {"minutes", "mins", "hours", "days", "count", "quantity", "qty", "sessions", "credits",
                                "absences", "lates", "copies", "anzahl"}) ||
                 counted;
    out.date = born || any_of(words, {"date", "day", "datum", "fecha", "on", "since", "until", "from", "to"});
    out.amount = !out.id && (money || count);
    out.born = born;
    out.measure = any_of(words, {"weight",      "height",  "length", "width", "distance", "duration", "mass", "size",
                                 "speed",       "gewicht", "grosse", "lange", "poids",    "taille",   "peso", "altura",
                                 "temperature", "minutes", "hours",  "kg",    "cm",       "km"});
    out.is_protected = out.id || out.mark || grade || money;
    out.prose = any_of(words, {"note", "notes", "remark", "remarks", "comment", "comments", "description", "details",
                               "reason", "memo", "address", "text", "bemerkung", "commentaire"}) ||
                email || out.phone || (named && !thing);
    return out;
}
} // namespace engine

#include "engine/read/totals_words.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <array>
#include <string>

namespace engine
{
namespace
{
// Folded. A word may be part of no name of a person.
constexpr std::string_view sums[] = {
    "total",
    "totals",
    "subtotal",
    "subtotals",
    "grandtotal",
    "sum",
    "sums",
    "average",
    "averages",
    "avg",
    "mean",
    "median",
    "count",
    "overall", // English
    "summe",
    "zwischensumme",
    "gesamtsumme",
    "teilsumme",
    "gesamt",
    "insgesamt",
    "durchschnitt",
    "mittelwert",
    "schnitt",
    "klassenschnitt",
    "klassendurchschnitt",
    "mittel",
    "anzahl", // German
    "totaux",
    "somme",
    "moyenne",
    "ensemble",
    "mediane",
    "médiane", // French
    "totale",
    "totali",
    "subtotale",
    "somma",
    "media",
    "complessivo", // Italian
    "suma",
    "promedio",
    "totales",
    "subtotales",
    "mediana", // Spanish
    "soma",
    "média",
    "totais", // Portuguese
    "totaal",
    "subtotaal",
    "eindtotaal",
    "gemiddelde",
    "gemiddeld",
    "som", // Dutch
    "summa",
    "delsumma",
    "totalt",
    "medelvärde",
    "genomsnitt",
    "medel", // Swedish
    "gennemsnit",
    "gjennomsnitt",
    "delsum",
    "sammenlagt", // Danish, Norwegian
    "yhteensä",
    "välisumma",
    "keskiarvo", // Finnish
    "razem",
    "suma",
    "ogółem",
    "łącznie",
    "średnia",
    "podsuma", // Polish
    "celkem",
    "součet",
    "mezisoučet",
    "průměr",
    "spolu",
    "súčet",
    "priemer", // Czech, Slovak
    "összesen",
    "részösszeg",
    "átlag",
    "összeg", // Hungarian
    "ukupno",
    "zbroj",
    "prosjek",
    "prosek",
    "skupaj",
    "vsota",
    "povprečje", // Croatian, Slovene
    "toplam",
    "ara",
    "ortalama",
    "ortalaması",
    "toplamı", // Turkish
    "итого",
    "всего",
    "сумма",
    "среднее",
    "средний",
    "подытог",
    "разом",
    "усього",
    "всього", // Russian, Ukrainian
    "общо",
    "сума",
    "средно", // Bulgarian
    "σύνολο",
    "μερικό",
    "μέσος",
    "άθροισμα",
    "συνολο", // Greek
    "المجموع",
    "مجموع",
    "الإجمالي",
    "المتوسط",
    "المعدل", // Arabic
    "סהכ",
    "ממוצע",
    "סך", // Hebrew
    "合計",
    "小計",
    "総計",
    "平均",
    "合计",
    "小计",
    "总计",
    "平均分",
    "合計數",
    "합계",
    "소계",
    "총계",
    "평균",
    "kokku",
    "keskmine",
    "kopā",
    "vidēji",
    "iš",
    "viso",
    "vidurkis", // Baltic
    "jumlah",
    "purata",
    "rata-rata",
    "tổng",
    "cộng",
    "कुल",
    "योग",
    "औसत",
    "รวม",
    "เฉลี่ย",
};

// What stands beside such words and is no name of a record.
constexpr std::string_view beside[] = {
    "grand",      "sub",      "general", "général", "generale", "gesamt",   "overall", "class",   "school",  "group",
    "year",       "of",       "the",     "all",     "for",      "de",       "la",      "le",      "du",      "der",
    "die",        "das",      "des",     "klasse",  "classe",   "clase",    "schule",  "école",   "final",   "score",
    "marks",      "mark",     "points",  "pupils",  "students", "rows",     "records", "value",   "column",  "sous",
    "sotto",      "klas",     "schüler", "toplam",  "genel",    "općenito", "celkový", "celková", "średnia", "ocen",
    "all-school", "zwischen", "teil",    "delen",   "e",
};

// Rows of the greatest values that could be had, as gradebooks have them above or below the marks.
constexpr std::string_view greatest[] = {
    "points possible",
    "possible points",
    "max points",
    "maximum points",
    "max score",
    "maximum score",
    "max marks",
    "maximum marks",
    "out of",
    "max",
    "maximum",
    "full marks",
    "total points possible",
    "mögliche punkte",
    "maximale punkte",
    "maximalpunkte",
    "höchstpunktzahl",
    "max. punkte",
    "points possibles",
    "barème",
    "note maximale",
    "puntos posibles",
    "puntuación máxima",
    "punti possibili",
    "punteggio massimo",
    "pontos possíveis",
    "maximale score",
    "maxpoäng",
};

bool is_among(auto& list, std::string_view word) { return std::ranges::find(list, word) != std::end(list); }

bool separates(char c) { return std::string_view(" \t\n.:,;/()[]-–=_*\"'").contains(c); }
} // namespace

TotalsWords totals_words(std::string_view cell)
{
    if (cell.size() > 60) return TotalsWords::none;
    auto text = fold(cell);
    while (!text.empty() && separates(text.back())) text.pop_back();
    if (is_among(greatest, text) || text == "ø" || text == "σ" || text == "∑") return TotalsWords::only;
    bool any = false, only = true;
    for (std::size_t at = 0; at < text.size();) {
        if (separates(text[at])) {
            ++at;
            continue;
        }
        auto end = at;
        while (end < text.size() && !separates(text[end])) ++end;
        auto word = std::string_view(text).substr(at, end - at);
        if (is_among(sums, word))
            any = true;
        else
            only = only && is_among(beside, word);
        at = end;
    }
    return !any ? TotalsWords::none : only ? TotalsWords::only : TotalsWords::some;
}

bool is_comparing_word(std::string_view cell)
{
    static constexpr std::string_view words[] = {"target",
                                                 "targets",
                                                 "last year",
                                                 "previous year",
                                                 "last term",
                                                 "difference",
                                                 "change",
                                                 "range",
                                                 "spread",
                                                 "std dev",
                                                 "std. dev.",
                                                 "st dev",
                                                 "stdev",
                                                 "standard deviation",
                                                 "standardabweichung",
                                                 "spannweite",
                                                 "écart type",
                                                 "écart-type",
                                                 "desviación estándar",
                                                 "percent",
                                                 "percentage",
                                                 "in %",
                                                 "%",
                                                 "per cent",
                                                 "expected",
                                                 "national average",
                                                 "vorjahr",
                                                 "ziel",
                                                 "differenz",
                                                 "prozent",
                                                 "soll",
                                                 "objectif",
                                                 "différence",
                                                 "pourcentage",
                                                 "année dernière",
                                                 "objetivo",
                                                 "diferencia",
                                                 "porcentaje",
                                                 "año anterior"};
    return std::ranges::find(words, fold(trim(cell))) != std::end(words);
}

bool is_extreme_word(std::string_view cell)
{
    static constexpr std::string_view words[] = {
        "highest", "lowest",       "max",         "min",     "max.",         "min.",        "maximum",
        "minimum", "highest mark", "lowest mark", "höchste", "höchster",     "niedrigste",  "kleinste",
        "größte",  "beste",        "maximal",     "minimal", "le plus haut", "le plus bas", "máximo",
        "mínimo",  "massimo",      "minimo",      "hoogste", "laagste"};
    return std::ranges::find(words, fold(trim(cell))) != std::end(words);
}
} // namespace engine

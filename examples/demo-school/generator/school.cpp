#include "examples/demo-school/generator/school.hpp"
#include "examples/demo-school/generator/random.hpp"
#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <set>

namespace demo_school
{
namespace
{
constexpr std::string_view given_names[] = {
    "Ada",  "Amir",  "Anneke", "Bela",  "Björn", "Callum", "Chidi", "Chloé", "Dara",  "Elif",   "Emeka", "Esme",
    "Femi", "Freya", "Grace",  "Hana",  "Ines",  "Isla",   "Jonas", "Kofi",  "Leila", "Łukasz", "Maeve", "Mateo",
    "Mina", "Noor",  "Oskar",  "Priya", "Quinn", "Rosa",   "Sami",  "Tilda", "Uma",   "Viktor", "Wren",  "Zoë"};
constexpr std::string_view family_names[] = {
    "Ashdown",  "Birkett", "Brookfield", "Çelik",     "Dunmore", "Eastgate", "Fairweather", "Grünwald", "Hollis",
    "Iqbal",    "Jansson", "Kestrel",    "Lindqvist", "Marsh",   "Nwosu",    "O'Dell",      "Penhale",  "Quayle",
    "Rosewood", "Søgaard", "Thorne",     "Underhill", "Vance",   "Whitlock", "Yarrow",      "Zeller"};

// Names as their families write them, each with a transliteration for systems that only know Western letters.
struct Native {
    std::string_view name, family;
};
constexpr Native native_names[] = {{"ليلى الحداد", "Al Haddad"},
                                   {"يوسف النجار", "Al Najjar"},
                                   {"مريم الخطيب", "Al Khatib"},
                                   {"李小雨", "Li"},
                                   {"王思远", "Wang"},
                                   {"陳美玲", "Chen"},
                                   {"प्रिया शर्मा", "Sharma"},
                                   {"अर्जुन वर्मा", "Varma"},
                                   {"अनन्या मिश्रा", "Mishra"},
                                   {"Ελένη Παππά", "Pappa"},
                                   {"Νίκος Αθανασίου", "Athanasiou"},
                                   {"Олена Ковальчук", "Kovalchuk"},
                                   {"Иван Ветров", "Vetrov"},
                                   {"佐藤はると", "Sato"},
                                   {"김하늘", "Kim"},
                                   {"נועה ברק", "Barak"},
                                   {"ธนา ศรีสุข", "Srisuk"},
                                   {"Նարե Սարյան", "Saryan"},
                                   {"Nguyễn Thị Ánh", "Nguyen"},
                                   {"தமிழ் செல்வன்", "Selvan"}};

// Letters and digits only: what is left of a name in a mail address.
std::string mail_part(std::string_view name)
{
    std::string part;
    for (unsigned char c : name)
        if (c < 0x80 && std::isalpha(c)) part += static_cast<char>(std::tolower(c));
    return part;
}

Student student(std::size_t number, Random& random)
{
    using namespace std::chrono;
    Student made;
    if (number % 30 == 7) {
        const Native& native = native_names[number / 30 % std::size(native_names)];
        made.name = native.name;
        made.family = native.family;
    } else {
        made.family = random.pick(family_names);
        made.name = fmt::format("{} {}", random.pick(given_names), made.family);
    }
    made.year = 7 + static_cast<int>(random.below(7));
    made.form = fmt::format("{}{}", made.year, "ABCD"[random.below(4)]);
    made.born = Day{year{2026 - 4 - made.year}, month{1 + static_cast<unsigned>(random.below(12))},
                    day{1 + static_cast<unsigned>(random.below(28))}};
    made.joined = Day{year{2026 - (made.year - 7)}, September, day{1 + static_cast<unsigned>(random.below(9))}};
    return made;
}
} // namespace

std::vector<Student> students()
{
    Random random(0x5c4001);
    std::vector<Student> all;
    std::set<std::string> ids;
    while (all.size() < 652) {
        Student made = student(all.size(), random);
        do made.id = fmt::format("00{:07}", 1000000 + random.below(9000000));
        while (!ids.insert(made.id).second);
        made.email = fmt::format("{}.{}@families.test", mail_part(made.family), made.id.substr(5));
        made.arrives = all.size() >= 640;
        made.leaves = all.size() % 40 == 21;
        if (made.arrives) made.leaves = false, made.joined = Day{std::chrono::year{2026} / 11 / 16};
        all.push_back(std::move(made));
    }
    std::ranges::sort(all, {}, [](const Student& s) { return std::tuple(s.year, s.form, s.id); });
    return all;
}

std::string slashed(Day day)
{
    return fmt::format("{:02}/{:02}/{}", unsigned(day.day()), unsigned(day.month()), int(day.year()));
}
std::string dotted(Day day)
{
    return fmt::format("{:02}.{:02}.{}", unsigned(day.day()), unsigned(day.month()), int(day.year()));
}
std::string iso(Day day)
{
    return fmt::format("{}-{:02}-{:02}", int(day.year()), unsigned(day.month()), unsigned(day.day()));
}
} // namespace demo_school

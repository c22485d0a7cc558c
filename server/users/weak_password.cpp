#include "server/users/weak_password.hpp"
#include "server/users/most_used.hpp"
#include <algorithm>
#include <array>
#include <string>

namespace users
{
namespace
{
// Words that many people use as (the most of) a password, in lower case.
constexpr std::string_view words =
    " password passwort passwd passw pass pwd motdepasse contrasena contrasenia senha parola wachtwoord haslo "
    "qwerty qwertz azerty qwert qwe asdf asd zxc zxcv zxcvbn abc abcd abcde abcdef abcdefg abcdefgh abcdefghi aaa xxx "
    "welcome willkommen bienvenue letmein login signin admin administrator root user guest test tester testing demo "
    "default changeme change temp temporary secret private master superuser system server service support office "
    "windows microsoft google facebook twitter youtube instagram linkedin myspace apple android samsung nokia sony "
    "playstation nintendo xbox minecraft fortnite roblox pokemon pikachu charizard zelda mario sonic warcraft "
    "starcraft counterstrike callofduty gaming gamer "
    "iloveyou loveyou ilove iloveu love lovely loveme lovers mylove sweet sweety sweetie honey angel angels babe baby "
    "babygirl babyboy princess prince queen king kitty kitten puppy beauty beautiful pretty sexy sexygirl hottie cutie "
    "heart forever friend friends family mother father mommy daddy mummy brother sister children "
    "sunshine sunflower sunday sunset summer winter spring autumn monday tuesday wednesday thursday friday saturday "
    "january february march april may june july august september october november december "
    "monkey dragon tiger lion eagle eagles falcon panther panthers wolf wolves horse horses dolphin dolphins dog doggy "
    "cat cats cowboy cowboys bear bears bulldog bulldogs butterfly spider snake rabbit turtle elephant unicorn phoenix "
    "shadow hunter ranger rangers killer soldier warrior warriors knight knights wizard ninja samurai pirate pirates "
    "batman superman spiderman ironman wolverine hulk joker robin avengers marvel starwars starwar skywalker yoda "
    "vader matrix neo trinity hobbit gandalf frodo harry potter harrypotter hogwarts mickey minnie mouse donald "
    "snoopy garfield tweety simpson simpsons homer barbie elsa disney naruto sasuke goku pokemongo "
    "football fussball futbol soccer baseball basketball volleyball hockey tennis golf golfer cricket rugby boxing "
    "running swimming skate skater surfer surfing fishing hunting racing nascar ferrari porsche mercedes bmw audi "
    "toyota honda yamaha kawasaki ducati mustang camaro corvette chevy ford dodge jeep harley jaguar "
    "liverpool chelsea arsenal manchester manutd united everton tottenham celtic rangersfc barcelona realmadrid madrid "
    "juventus milan inter bayern borussia dortmund schalke ajax lakers celtics yankees redsox steelers packers "
    "patriots "
    "raiders chicago london paris berlin boston dallas houston denver phoenix orlando texas florida california "
    "newyork america american england ireland scotland canada australia germany france spain italy portugal brasil "
    "brazil argentina mexico russia china india "
    "michael jordan michelle jessica jennifer ashley amanda nicole daniel daniela david andrew andrea anthony matthew "
    "joshua robert thomas charlie charles christian christine christopher jonathan joseph william richard george "
    "alexander alexandra alexis alex benjamin samantha elizabeth stephanie victoria veronica vanessa natalie natasha "
    "patricia patrick rebecca rachel melissa maria mariana martin martina marina sabrina sandra sarah sophie sophia "
    "olivia emily emma isabella gabriel gabriela fernando francisco alejandro alejandra carlos eduardo roberto ricardo "
    "antonio valentina valentin carolina caroline catherine katherine kimberly brandon brittany brandy tiffany "
    "heather hannah hello amber crystal diamond jasmine justin jeremy jason jackson james johnny johnson john "
    "maggie maxwell mason morgan murphy nathan nicholas oliver oscar peter phillip philip raymond ronaldo messi "
    "beckham scooter scott shannon steven stephen taylor tigger tyler walter wilson winston zachary rodrigo "
    "metallica slipknot nirvana beatles eminem rihanna beyonce shakira justinbieber bieber onedirection blink acdc "
    "slayer guitar guitarist drummer music musica rockstar rocknroll hiphop dance dancer dancing "
    "chocolate cookie cookies banana bananas orange apples cherry strawberry peanut pepper ginger cheese coffee "
    "pizza burger pancake sugar candy cupcake vanilla icecream cocacola pepsi budweiser whiskey "
    "computer internet network laptop keyboard desktop monitor printer hacker hackers hacking wireless "
    "security access account connect database oracle cisco linux ubuntu debian python java "
    "freedom liberty justice peace victory champion champions winner winners loser destiny dreams dreamer fantasy "
    "mystery magic magical lucky luckyone success power powerful energy thunder lightning storm stormy tornado "
    "hurricane earth ocean river mountain forest flower flowers rose roses rainbow rain snow snowball snowman "
    "christmas halloween easter birthday jesus jesuschrist christ heaven blessed blessing faith hope grace church "
    "bible god godisgood lord satan devil demon hell "
    "silver golden gold platinum black blue bluesky green greenday yellow purple pink red redskins white brown "
    "blackjack poker casino vegas money dollar dollars millionaire cash rich business company manager "
    "student teacher school college university class classroom library education science math maths english history "
    "homework graduate academy campus principal northfield batchops hub whatever whatsup nothing something anything "
    "everything nobody somebody trustno trustnoone dontknow idontknow forgot forgotten remember mypassword mypass "
    "newpassword oldpassword thepassword passwords passphrase fuck fuckyou fuckoff fucker shit bullshit bitch asshole "
    "pussy dick cock slut whore porn penis boobs sex sexsex badboy badgirl goodboy goodgirl bigdog bigdaddy bigboy "
    "superstar superstars supernova number numberone first second letmeinnow openup opensesame sesame abracadabra "
    "einstein newton galileo mozart beethoven shakespeare aaaaaa qazwsx qazwsxedc qaz wsx edc zaqxsw zaqwsx "
    "trustme believe babyblue babydoll blahblah blah bonjour salut soleil doudou chouchou loulou nicolas camille "
    "hallo schatz schatzi liebe mausi sommer hallohallo geheim amor teamo tequiero corazon estrella bonita princesa "
    "mariposa ";

constexpr std::array<std::string_view, 10> walks{"qwertyuiopasdfghjklzxcvbnm",   "qwertzuiopasdfghjklyxcvbnm",
                                                 "azertyuiopqsdfghjklmwxcvbn",   "abcdefghijklmnopqrstuvwxyz",
                                                 "01234567890123456789",         "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
                                                 "1q2w3e4r5t6y7u8i9o0p",         "q1w2e3r4t5y6u7i8o9p0",
                                                 "zaq1xsw2cde3vfr4bgt5nhy6mju7", "a1s2d3f4g5h6j7k8l9"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

std::string lower(std::string_view text)
{
    std::string made(text);
    std::ranges::transform(made, made.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return made;
}

// P@ssw0rd → password
std::string plain_letters(std::string text)
{
    constexpr std::string_view from = "0134578@$!|+", to = "oieastbasiit";
    for (char& c : text)
        if (auto at = from.find(c); at != from.npos) c = to[at];
    return text;
}

bool is_word(const std::string& text)
{
    return text.size() >= 3 && is_letter(text.front()) && words.find(" " + text + " ") != words.npos;
}

// The word itself, twice, or two of the words in a row where that is short.
bool is_made_of_words(const std::string& text)
{
    if (is_word(text)) return true;
    if (text.size() > 14) return false;
    for (std::size_t cut = 3; cut + 3 <= text.size(); ++cut)
        if (is_word(text.substr(0, cut)) && is_word(text.substr(cut))) return true;
    return false;
}

// A step along a keyboard row or the alphabet, forwards or backwards, for the whole text.
bool is_walk(const std::string& text)
{
    std::string backwards(text.rbegin(), text.rend());
    return std::ranges::any_of(walks, [&](std::string_view walk) {
        return walk.find(text) != walk.npos || walk.find(backwards) != walk.npos;
    });
}

// One piece again and again: "abcabcabc", "11111111", "12341234".
bool is_repetition(const std::string& text)
{
    for (std::size_t period = 1; period <= text.size() / 2; ++period) {
        bool repeats = true;
        for (std::size_t i = period; i < text.size() && repeats; ++i) repeats = text[i] == text[i - period];
        if (repeats && (period <= 3 || is_walk(text.substr(0, period)) || is_word(text.substr(0, period)))) return true;
    }
    return false;
}

// Digits only: a day of a life, a short run of few different digits, or up to ten of them in any order that is common.
bool is_common_number(const std::string& text)
{
    if (text.size() > 12 || !std::ranges::all_of(text, is_digit)) return false;
    if (text.size() == 8) {
        auto year = [&](std::size_t at) {
            auto two = text.substr(at, 2);
            return two == "19" || two == "20";
        };
        if (year(0) || year(4)) return true;
    }
    auto sorted = text;
    std::ranges::sort(sorted);
    auto kinds = std::ranges::unique(sorted).begin() - sorted.begin();
    return kinds <= 3 || is_walk(text) || is_walk(text.substr(0, text.size() / 2 + 1));
}

bool is_weak_core(const std::string& core)
{
    return is_made_of_words(core) || is_made_of_words(plain_letters(core)) ||
           (core.size() >= 4 && (is_walk(core) || is_repetition(core)));
}
} // namespace

bool is_weak_password(std::string_view password)
{
    auto text = lower(password);
    if (is_among_most_used(text) || is_walk(text) || is_repetition(text) || is_common_number(text) ||
        is_weak_core(text))
        return true;
    // The usual tail: up to six digits and signs; and the usual head.
    auto tail = text.size();
    while (tail > 0 && text.size() - tail <= 6) {
        if (is_weak_core(text.substr(0, tail))) return true;
        if (is_letter(text[tail - 1])) break;
        --tail;
    }
    std::size_t head = 0;
    while (head < text.size() && head <= 6 && !is_letter(text[head])) ++head;
    return head > 0 && head <= 6 && is_weak_core(text.substr(head));
}
} // namespace users

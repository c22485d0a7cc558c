#include "engine/text/encoding.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <gmock/gmock.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace engine
{
namespace
{
struct NameList {
    const char *language, *names; // UTF-8, a comma between; none of them is in language_words
    std::vector<const char*> encodings;
};
const NameList lists[] = {
    {"Polish",
     "Zbigniew Krzyżanowski,Bogusława Łapińska,Wacław Śliwiński,Honorata Gołębiewska,Żanna Różycka,"
     "Przemysław Kuźniar,Bronisław Cieślak,Jagoda Wróblewska,Urszula Żurek,Ignacy Dębski,Łucjan Krawiec,Ewa Sęp",
     {"windows-1250", "ISO-8859-2", "IBM852", "x-mac-centraleurroman"}},
    {"Czech",
     "Oldřich Zábranský,Jaroslav Březina,Žofie Hašková,Bedřich Hořejší,Ludmila Křížová,Čeněk Štěrba,"
     "Vladimíra Tůmová,Květoslav Řezáč,Růžena Vondráčková,Přemysl Skála,Alžběta Řeháková,Tadeáš Míč",
     {"windows-1250", "ISO-8859-2", "IBM852"}},
    {"Hungarian",
     "Kálmán Bényei,Fruzsina Szűrös,Attila Gerő,Zsuzsanna Dénes,Jolán Kőrösi,Gyöngyi Ürmös,Elemér Bődi,"
     "Mihály Hajdú,Júlia Csöngedi,Géza Tűri,Piroska Lőrincz,Vilmos Érsek",
     {"windows-1250", "IBM852"}},
    {"Turkish",
     "Buşra Yalçın,Tolga Güngör,Gizem Topçu,Ertuğrul Kızıl,Meryem Ağaoğlu,Selçuk Ünal,Nazlı Dinç,İdris Başar,"
     "Pınar Özer,Fatih Çavuş,Şebnem Taşkıran,Hakkı Karagöz",
     {"windows-1254", "IBM857", "x-mac-turkish"}},
    {"Lithuanian",
     "Saulė Vaičiulytė,Tomas Grybauskas,Ramunė Šidlauskienė,Mykolas Žebrauskis,Eglė Naujokaitė,"
     "Rokas Dobrovolskis,Indrė Čiurlionytė,Dainius Šležas,Giedrė Pakalniškytė,Ąžuolė Bajorinė,Simas Ūsas,Lėja Kęsa",
     {"windows-1257", "IBM775"}},
    {"Greek",
     "Θανάσης Τσιτσάνης,Ουρανία Μπαλάφα,Λευτέρης Φωτόπουλος,Δέσποινα Κουτσούκη,Στράτος Ψαρουδάκης,Άρτεμις Γκίκα",
     {"windows-1253", "ISO-8859-7", "IBM737"}},
    {"Russian",
     "Вячеслав Дорофеев,Лариса Щукина,Тимофей Сухоруков,Эвелина Ходжаева,Геннадий Ефимов,Инна Кожевникова",
     {"windows-1251", "KOI8-R", "IBM866", "ISO-8859-5", "x-mac-cyrillic"}},
    {"Hebrew", "אופיר דרוקר,סיגלית זילבר,חגי פלדמן,נטלי עזרא,רפאל טובול,גלית הרשקוביץ", {"windows-1255", "IBM862"}},
    {"Arabic",
     "عادل الفقيه,بشرى الهاشمي,غسان قباني,لمياء العطار,رشيد بوعزة,وداد الزين",
     {"windows-1256", "ISO-8859-6"}},
    {"Thai", "กฤษณะ ปัญญาดี,ดวงใจ รุ่งเรือง,ไพศาล คงมั่น,อรุณี เพชรรัตน์,ยุทธนา ชูศักดิ์,เบญจมาศ พูลสวัสดิ์", {"windows-874"}},
    {"Portuguese",
     "Estevão Seabra,Graça Ribeirão,Otávio Jordão,Cecília Corrêa,Zé Inácio,Damião Câmara,Benício Leão",
     {"windows-1252", "macintosh", "IBM850"}},
    {"Welsh",
     "Gwŷr Llŷn,Eirŵen Tŷ-mawr,Siâm Pŵen,Rhŷdwen Gŵilym,Dŵynwen Prŷs,Mâir Llêwelyn,Cadfân Ŵyn,Tudŵr Bŷthan",
     {"ISO-8859-14"}},
    {"Maltese",
     "Ġorġina Ħamilton,Żaren Għarbi,Ċettina Buġibba,Wenzu Ħaż-Żebbuġ,Ġaħan Mangiafiċu,Żeża Abela,Ċikka Għajn",
     {"ISO-8859-3"}},
    {"Japanese", "佐藤花子,高橋健太,田中美咲,渡辺翔,中村愛", {"EUC-JP", "SHIFT_JIS", "ISO-2022-JP"}},
    {"Korean", "박서준,최유진,정민호,강하늘", {"windows-949"}},
    {"Chinese", "王芳,李娜,刘洋,陈静,赵敏", {"GB18030", "HZ"}},
    {"Traditional Chinese", "陳怡君,林志豪,黃雅婷,張家豪", {"BIG5"}},
    {"Russian without a mark", "Вячеслав Дорофеев,Лариса Щукина", {"UTF-16BE", "UTF-16LE"}},
    {"Danish",
     "Gørild Kjærstad,Mærsk Bjerrum,Håvard Bjørnø,Jørn Nygård,Tærud Skjønhaug,Bård Ås,Rønnaug Vågen",
     {"windows-1252", "macintosh", "IBM850"}},
};

std::string converted(const std::string& utf8, const char* encoding)
{
    auto text = icu::UnicodeString::fromUTF8(utf8);
    std::string out(utf8.size() * 2, '\0');
    UErrorCode status = U_ZERO_ERROR;
    auto* converter = ucnv_open(encoding, &status);
    auto length =
        ucnv_fromUChars(converter, out.data(), static_cast<int>(out.size()), text.getBuffer(), text.length(), &status);
    ucnv_close(converter);
    EXPECT_TRUE(U_SUCCESS(status)) << encoding;
    out.resize(static_cast<std::size_t>(length));
    return out;
}

std::string list_of(const NameList& list)
{
    std::string names = list.names;
    std::ranges::replace(names, ',', '\n');
    return "id;name\n" + names + "\n";
}

std::string read_as(const std::string& bytes, const std::string& name)
{
    MemorySource source(bytes);
    TextStream stream(source, {name, 0, false, {}});
    std::string text(bytes.size() * 4 + 64, '\0');
    std::size_t filled = 0;
    while (auto got = stream.read(std::span(text).subspan(filled))) filled += got;
    text.resize(filled);
    return text;
}

// Either the right letters, or a question that offers them: never others without a word.
TEST(EncodingDetection, short_lists_of_names_are_read_right_or_asked_about)
{
    int sure = 0, all = 0;
    for (const auto& list : lists)
        for (const auto* encoding : list.encodings) {
            SCOPED_TRACE(std::string(list.language) + " in " + encoding);
            auto text = list_of(list);
            auto bytes = converted(text, encoding);
            MemorySource source(bytes);
            auto found = detect_encoding(source);
            bool offered = found.close.empty() && read_as(bytes, found.name) == text;
            for (const auto& one : found.close) offered |= read_as(bytes, one.name) == text;
            EXPECT_TRUE(offered) << found.name;
            sure += found.close.empty();
            ++all;
        }
    EXPECT_GE(sure * 10, all * 8) << "who asks about every file asks nothing";
}

// The frequencies of characters, by which East Asian encodings are told apart, mean nothing where a few names repeat.
TEST(EncodingDetection, a_few_names_that_repeat_are_asked_about_with_their_own_reading)
{
    for (auto [names, encoding] : {std::pair{"김철수,이영희,박민수,최지우", "windows-949"},
                                   std::pair{"山田太郎,鈴木一郎", "EUC-JP"}, std::pair{"王芳,李娜", "GB18030"}}) {
        std::string text = "id,name\n";
        for (int i = 0; i < 60; ++i) text += list_of({"", names, {}}).substr(8);
        auto bytes = converted(text, encoding);
        MemorySource source(bytes);
        auto found = detect_encoding(source);
        EXPECT_THAT(found.close, testing::Contains(testing::Field(&EncodingScore::name, encoding)));
        EXPECT_GE(found.close.size(), 2U);
    }
}

TEST(EncodingDetection, one_name_is_too_little_to_choose_by)
{
    for (const auto* encoding : {"macintosh", "IBM850"}) {
        auto bytes = converted("id,name\n1,Jürgen\n2,Ann\n", encoding);
        MemorySource source(bytes);
        auto found = detect_encoding(source);
        auto readings = found.close;
        bool offered = std::ranges::any_of(readings, [](const auto& one) { return one.words[0] == "Jürgen"; });
        EXPECT_TRUE(offered || (readings.empty() && read_as(bytes, found.name).contains("Jürgen"))) << encoding;
    }
}

std::string many_rows(std::size_t rows)
{
    std::string text = "id,name\n";
    for (std::size_t i = 0; i < rows; ++i) text += std::to_string(i) + ",José Łukasz Ødegård\n";
    return text;
}

// One stray byte anywhere, also where one block of the reader ends and the next begins.
TEST(EncodingDetection, nearly_valid_utf8_stays_utf8_wherever_its_bad_bytes_are)
{
    auto good = many_rows(20'000);
    for (std::size_t at :
         {9UL, 100UL, (1UL << 16) - 1, 1UL << 16, (1UL << 18) - 2, (1UL << 18) - 1, 1UL << 18, good.size() - 1}) {
        while (static_cast<unsigned char>(good[at]) > 0x7F) ++at; // between characters
        for (char stray : {'\x92', '\xE9', '\xFF'}) {
            auto bytes = good;
            bytes.insert(at, 1, stray);
            MemorySource source(bytes);
            auto found = detect_encoding(source);
            ASSERT_EQ(found.name, "UTF-8") << at;
            EXPECT_TRUE(found.close.empty());
            EXPECT_FALSE(found.clean_utf8);
            auto expected = good;
            expected.insert(at, "\uFFFD");
            EXPECT_EQ(read_as(bytes, found.name), expected) << at;
        }
    }
}

TEST(EncodingDetection, a_character_cut_off_at_the_end_is_one_bad_byte_or_two)
{
    auto bytes = many_rows(3) + "9,Jos\xC3";
    MemorySource source(bytes);
    EXPECT_EQ(detect_encoding(source).name, "UTF-8");
}

TEST(EncodingDetection, as_many_bad_bytes_as_good_characters_are_asked_about)
{
    std::string bytes = "id,name\n1,Jos\xC3\xA9\n2,Ren\xE9\n";
    MemorySource source(bytes);
    auto found = detect_encoding(source);
    ASSERT_GE(found.close.size(), 2u);
    EXPECT_EQ(found.close[0].name, "UTF-8");
    for (const auto& reading : found.close)
        EXPECT_THAT(reading.words, testing::Each(testing::ResultOf(is_utf8, true))) << reading.name;
}
} // namespace
} // namespace engine

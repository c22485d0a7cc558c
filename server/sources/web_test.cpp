#include "server/outgoing/guard.hpp"
#include "server/sources/web.hpp"
#include <gmock/gmock.h>

namespace sources
{
namespace
{
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

SourceInput at(std::vector<std::string> addresses)
{
    SourceInput input;
    input.kind = SourceKind::http;
    input.after = AfterCare::keep;
    input.place.http = WebPlace{std::move(addresses), WebSignIn::none, {}};
    return input;
}

std::vector<std::string> wrong(const SourceInput& input)
{
    std::vector<std::string> places;
    for (const auto& error : errors_in_place(input, {})) places.push_back(error.at);
    return places;
}

TEST(WebPlaces, a_file_is_called_as_its_server_says_else_as_its_address_ends)
{
    auto address = "https://school.test/exports/fees%20week%2048.csv?key=x";
    EXPECT_EQ(web_name(address, ""), "fees week 48.csv");
    EXPECT_EQ(web_name(address, "attachment"), "fees week 48.csv");
    EXPECT_EQ(web_name(address, "attachment; filename=fees.csv"), "fees.csv");
    EXPECT_EQ(web_name(address, "attachment; filename=\"fees; \\\"a\\\".csv\"; size=3"), "fees; \"a\".csv");
    EXPECT_EQ(web_name(address, "attachment; filename=\"x.csv\"; filename*=UTF-8''geb%C3%BChren.csv"), "gebühren.csv");
    EXPECT_EQ(web_name(address, "attachment; filename=\"../../etc/passwd\""), "passwd") << "no way out of a folder";
    EXPECT_EQ(web_name(address, "attachment; filename=\"C:\\\\exports\\\\fees.csv\""), "fees.csv");
    EXPECT_EQ(web_name(address, "attachment; filename=\"..\""), "fees week 48.csv");
    EXPECT_EQ(web_name(address, "attachment; filename="), "fees week 48.csv");
    EXPECT_EQ(web_name(address, "attachment; filename*=UTF-8"), "fees week 48.csv");
    EXPECT_EQ(web_name(address, "attachment; filename=\"geb\xFChren.csv\""), "gebühren.csv") << "Latin-1";
    EXPECT_EQ(web_name(address, "attachment; filename=\"gebühren.csv\""), "gebühren.csv");
    EXPECT_EQ(web_name(address, "attachment; filename=a.csv; filename*=UTF-8''%FF.csv"), "a.csv");
    EXPECT_EQ(web_name("https://school.test/", ""), "school.test");
    EXPECT_EQ(web_name("https://school.test/a/%2e%2e%2fb", ""), "b");
}

TEST(WebPlaces, what_is_no_address_is_said_with_its_line)
{
    EXPECT_THAT(wrong(at({"https://school.test/fees.csv", "http://10.0.0.5/a.csv"})), IsEmpty());
    for (auto bad : {"", "fees.csv", "ftp://school.test/a.csv", "file:///etc/passwd", "https://", "//school.test/a",
                     "https://school.test/a b.csv", "https://user:pass@school.test/a.csv", "gopher://school.test/1"})
        EXPECT_THAT(wrong(at({"https://school.test/fees.csv", bad})), ElementsAre("place.http.addresses[1]")) << bad;
    EXPECT_THAT(wrong(at({"https://school.test/a", "https://school.test/a"})), ElementsAre("place.http.addresses[1]"));
    EXPECT_THAT(wrong(at({})), ElementsAre("place.http.addresses"));
    EXPECT_THAT(wrong(at(std::vector<std::string>(51, "https://school.test/a"))), ElementsAre("place.http.addresses"));
    auto moves = at({"https://school.test/fees.csv"});
    moves.after = AfterCare::move;
    EXPECT_THAT(wrong(moves), ElementsAre("after"));
    auto folder = at({"https://school.test/fees.csv"});
    folder.place.folder = "/etc";
    EXPECT_THAT(wrong(folder), ElementsAre("place.folder"));
}

TEST(WebPlaces, a_sign_in_has_one_server_and_a_user_where_it_has_a_password)
{
    auto input = at({"https://one.test/a.csv", "https://two.test/a.csv"});
    EXPECT_THAT(wrong(input), IsEmpty());
    input.place.http->sign_in = WebSignIn::token;
    EXPECT_THAT(wrong(input), ElementsAre("place.http.addresses"));
    input.place.http->addresses.pop_back();
    EXPECT_THAT(wrong(input), IsEmpty());
    input.place.http->sign_in = WebSignIn::password;
    EXPECT_THAT(wrong(input), ElementsAre("place.http.user"));
    for (auto bad : {"", "a:b", "a\nb"}) {
        input.place.http->user = bad;
        EXPECT_THAT(wrong(input), ElementsAre("place.http.user")) << bad;
    }
    input.place.http->user = "export";
    EXPECT_THAT(wrong(input), IsEmpty());
}

TEST(WebPlaces, D2_nobody_inside_the_network_is_asked)
{
    Web web({{"https://127.0.0.1:9/a.csv?key=secret"}, WebSignIn::none, {}}, {}, {}, [] {});
    try {
        web.list({});
        FAIL();
    } catch (const PlaceFails& fails) {
        EXPECT_THAT(fails.message, HasSubstr("https://127.0.0.1:9/a.csv cannot be read"));
        EXPECT_THAT(fails.message, HasSubstr(outgoing::inside_words));
        EXPECT_EQ(fails.message.find("secret"), std::string::npos) << fails.message;
    }
}
} // namespace
} // namespace sources

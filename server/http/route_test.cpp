#include "server/http/openapi.hpp"
#include "server/http/route.hpp"
#include "server/http/trace.hpp"
#include <gtest/gtest.h>

namespace http
{
namespace
{
enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)
struct Filter {
    std::optional<Colour> colour;
    std::optional<std::int64_t> least;
    bool strict = false;
};
BOOST_DESCRIBE_STRUCT(Filter, (), (colour, least, strict))
struct Note {
    std::string text;
    std::optional<std::string> author;
};
BOOST_DESCRIBE_STRUCT(Note, (), (text, author))

Note find_note(Call&, Filter) { return {}; }
Note echo_note(Call&, Note note) { return note; }
Nothing touch(Call&) { return {}; }
constexpr Route routes[] = {
    get<&find_note>("/api/uploads", may::read_runs, "Find"),
    post<&echo_note>("/api/uploads", may::write_runs, "Make"),
    post<&touch>("/api/uploads/{id}/touch", may::anyone, "Touch"),
    get<&find_note>("/api/uploads/latest", may::read_runs, "Latest"),
};

TEST(Query, decodes_what_was_asked_and_names_all_that_does_not_fit)
{
    auto filter = decode_query<Filter>({{"colour", "green"}, {"least", "-3"}, {"strict", "true"}});
    EXPECT_EQ(filter.colour, Colour::green);
    EXPECT_EQ(filter.least, -3);
    EXPECT_TRUE(filter.strict);
    EXPECT_EQ(decode_query<Filter>({{"strict", "false"}, {"colour", ""}}).colour, std::nullopt) << "empty is absent";
    try {
        decode_query<Filter>({{"colour", "blue"}, {"least", "9999999999999999999"}, {"page", "2"}});
        FAIL();
    } catch (const Stop& stop) {
        ASSERT_EQ(stop.problem.errors.size(), 4u);
        EXPECT_EQ(stop.problem.errors[0].pointer, "?colour");
        EXPECT_EQ(stop.problem.errors[0].detail, "must be one of red, green");
        EXPECT_EQ(stop.problem.errors[2].pointer, "?strict");
        EXPECT_EQ(stop.problem.errors[3].pointer, "?page");
        EXPECT_EQ(stop.problem.status, 422);
    }
}

TEST(Query, survives_its_own_text)
{
    Query query{{"search", "a&b=c +%/ü"}, {"page_size", "5"}};
    EXPECT_EQ(parse_query(query_text(query)), query);
    EXPECT_EQ(parse_query("a=%00"), std::nullopt) << "NUL";
    EXPECT_EQ(parse_query("a=%2"), std::nullopt);
}

TEST(Router, prefers_a_word_to_a_value_and_says_what_an_address_takes)
{
    Router router({routes});
    EXPECT_EQ(router.find("GET", "/api/uploads/latest").route, &routes[3]);
    auto touch = router.find("POST", "/api/uploads/12/touch");
    EXPECT_EQ(touch.route, &routes[2]);
    EXPECT_EQ(touch.values.at("id"), "12");
    EXPECT_EQ(router.find("GET", "/api/uploads/12/touch").route, nullptr);
    EXPECT_EQ(router.find("GET", "/api/uploads/12/touch").allowed, "POST");
    EXPECT_EQ(router.find("DELETE", "/api/uploads").allowed, "GET, HEAD, POST");
    for (auto unknown : {"/api/none", "/api/uploads/", "/api/uploads//touch", "", "/api/uploads/%zz/touch"})
        EXPECT_TRUE(router.find("GET", unknown).allowed.empty()) << unknown;
}

TEST(Router, refuses_two_routes_at_one_address) { EXPECT_THROW(Router({routes, routes}), std::logic_error); }

TEST(OpenApi, describes_a_type_that_is_read_and_written_in_both_shapes)
{
    auto document = json::parse(openapi({routes}));
    const auto& schemas = document.at("components").at("schemas");
    EXPECT_EQ(schemas.at("Note").at("required"), (json::array{"text", "author"})) << "written: always there";
    EXPECT_EQ(schemas.at("NoteInput").at("required"), (json::array{"text"})) << "read: may be left out";
    EXPECT_EQ(schemas.at("Note").at("properties").at("author").at("type"), (json::array{"string", "null"}));
    const auto& find = document.at("paths").at("/api/uploads").at("get");
    EXPECT_EQ(find.at("x-permission"), "read_runs");
    EXPECT_EQ(find.at("parameters").as_array().size(), 3u);
    EXPECT_EQ(schemas.as_object().if_contains("Filter"), nullptr) << "a query is parameters";
}

TEST(Trace, takes_only_a_well_formed_traceparent)
{
    std::string trace = "0af7651916cd43dd8448eb211c80319c";
    EXPECT_EQ(trace_id_of("00-" + trace + "-b7ad6b7169203331-01"), trace);
    for (const auto& bad :
         {std::string(), "00-" + trace + "-0000000000000000-01", "ff-" + trace + "-b7ad6b7169203331-01",
          "00-" + std::string(32, '0') + "-b7ad6b7169203331-01", "00-" + std::string(32, 'G') + "-b7ad6b7169203331-01"})
        EXPECT_EQ(trace_id_of(bad), std::nullopt) << bad;
}
} // namespace
} // namespace http

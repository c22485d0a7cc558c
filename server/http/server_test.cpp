#include "base/sha256.hpp"
#include "server/db/database.hpp"
#include "server/http/kept_events.hpp"
#include "server/http/server.hpp"
#include "server/http/test_client.hpp"
#include <atomic>
#include <filesystem>
#include <gtest/gtest.h>
#include <zlib.h>

namespace
{
using namespace http::testing;
namespace may = http::may;

struct Echo {
    std::string text;
    std::optional<std::int64_t> number;
};
BOOST_DESCRIBE_STRUCT(Echo, (), (text, number))
struct Shown {
    std::int64_t id = 0;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(Shown, (), (id, by))

std::atomic<int> live_receivers{0};

struct Hasher final : http::Receives<http::Created<Echo>> {
    Hasher() { ++live_receivers; }
    ~Hasher() override { --live_receivers; }
    void named(std::string_view name) override { file_name = name; }
    void write(std::string_view bytes) override
    {
        sha.add(bytes);
        count += static_cast<std::int64_t>(bytes.size());
    }
    http::Created<Echo> answer() override { return {{file_name + sha.hex(), count}}; }

    Sha256 sha;
    std::string file_name;
    std::int64_t count = 0;
};

Echo echo(http::Call&, Echo input) { return input; }
Echo search(http::Call&, Echo input) { return input; }
Shown show(http::Call& call) { return {call.id(), call.caller().name}; }
Echo large(http::Call&) { return {std::string(200'000, 'x'), {}}; }
Echo broken(http::Call&) { throw std::runtime_error("secret detail"); }
Echo refuses(http::Call&) { throw Refusal{Why::conflict, "This run has already finished."}; }
std::unique_ptr<http::Receives<http::Created<Echo>>> receive(http::Call&) { return std::make_unique<Hasher>(); }
http::Download file(http::Call&)
{
    static const std::string bytes(700'000, 'b');
    return {http::Clearance::holds_no_rows(), "Fees “March”.csv", "text/csv", std::make_shared<MemorySource>(bytes)};
}
http::EventsOf<> events(http::Call& call)
{
    std::optional<std::int64_t> last;
    if (auto seen = call.header("last-event-id"); !seen.empty()) last = std::stoll(std::string(seen));
    return {{call.use<http::EventHub>().subscribe([](const http::Event& event) { return event.text; }, last)}};
}

constexpr http::Route routes[] = {
    http::post<&echo>("/api/echo", may::anyone, "Echo"),
    http::get<&search>("/api/echo", may::anyone, "Echo a query"),
    http::get<&show>("/api/things/{id}", may::read_runs, "Show a thing"),
    http::get<&large>("/api/large", may::anyone, "A large answer"),
    http::get<&broken>("/api/broken", may::anyone, "Break"),
    http::get<&refuses>("/api/refuses", may::anyone, "Refuse"),
    http::post<&receive>("/api/files", may::upload, "Receive"),
    http::get<&file>("/api/file", may::anyone, "A file"),
    http::get<&events>("/api/events", may::anyone, "Events"),
};

class HttpServer : public ::testing::Test
{
protected:
    void SetUp() override
    {
        auto path = std::filesystem::temp_directory_path() / ("http_test_" + std::to_string(getpid()) + ".db");
        std::filesystem::remove(path);
        database_ = std::make_unique<db::Database>("sqlite:" + path.string());
        services_.add(*database_);
        services_.add(hub_);
        http::Setup setup({routes}, services_);
        setup.authenticate = [](std::string_view token) -> std::optional<http::Caller> {
            if (token == "clerk")
                return http::Caller{7, "Ben Ito", "user", {may::upload, may::read_runs}, 1, {}, {}, nullptr};
            if (token == "guest") return http::Caller{8, "Gus Holt", "user", {}, 2, {}, {}, nullptr};
            return std::nullopt;
        };
        setup.who_can_grant = [](const http::Caller&, http::Permission) { return "Ask an admin."; };
        setup.finished = [this](const http::Access& access) {
            if (!access.accident.empty()) accident_ = access.accident;
        };
        setup.origins = http::AllowedOrigins("https://hub.school.test");
        setup.limits.upload_bytes = 1 << 20;
        setup.limits.header = std::chrono::milliseconds(300);
        setup.limits.progress = std::chrono::milliseconds(600);
        setup.limits.heartbeat = std::chrono::milliseconds(50);
        server_ = std::make_unique<http::Server>(std::move(setup));
        server_->start();
        port_ = server_->port();
    }
    void TearDown() override { server_->stop(std::chrono::seconds(2)); }

    std::unique_ptr<db::Database> database_;
    http::KeptEvents kept_{1000};
    http::EventHub hub_{kept_};
    http::Services services_;
    std::unique_ptr<http::Server> server_;
    std::uint16_t port_ = 0;
    std::string accident_;
};

TEST_F(HttpServer, answers_a_json_body_with_a_json_body)
{
    auto answer = post(port_, "/api/echo", R"({"text":"hello","number":null})");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"text":"hello","number":null})");
    EXPECT_EQ(answer.header("content-type"), "application/json");
    EXPECT_EQ(answer.header("x-request-id").size(), 16u);
}

TEST_F(HttpServer, A8_names_every_field_that_does_not_fit)
{
    auto answer = post(port_, "/api/echo", R"({"number":"five","colour":1})");
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer.header("content-type"), "application/problem+json");
    auto problem = json::parse(answer.body);
    EXPECT_EQ(problem.at("errors").as_array().size(), 3u);
    EXPECT_EQ(problem.at("errors").at(0).at("pointer"), "/text");
    EXPECT_EQ(problem.at("trace_id").as_string().size(), 32u);
}

TEST_F(HttpServer, tells_what_is_not_json_from_what_does_not_fit)
{
    EXPECT_EQ(post(port_, "/api/echo", "{text").status, 400);
    EXPECT_EQ(post(port_, "/api/echo", "[]").status, 422);
    EXPECT_EQ(send(port_, {"POST", "/api/echo", "", R"({"text":"a"})", {{"Content-Type", "text/plain"}}}).status, 415);
    EXPECT_EQ(post(port_, "/api/echo", std::string(100, '[')).status, 400) << "depth";
}

TEST_F(HttpServer, reads_a_query_and_names_unknown_parameters)
{
    EXPECT_EQ(get(port_, "/api/echo?text=a%20b+c&number=4").body, R"({"text":"a b c","number":4})");
    auto answer = get(port_, "/api/echo?number=x&page=2");
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(json::parse(answer.body).at("errors").as_array().size(), 3u);
    EXPECT_EQ(get(port_, "/api/echo?text=%GG").status, 400);
    EXPECT_EQ(get(port_, "/api/echo?text=1&text=2").status, 400);
}

TEST_F(HttpServer, A7_lets_only_the_permitted_in)
{
    EXPECT_EQ(get(port_, "/api/things/5").status, 401);
    EXPECT_EQ(get(port_, "/api/things/5").header("www-authenticate"), "Token");
    EXPECT_EQ(get(port_, "/api/things/5", "nobody").status, 401);
    auto barred = get(port_, "/api/things/5", "guest");
    EXPECT_EQ(barred.status, 403);
    EXPECT_NE(barred.body.find("Ask an admin."), std::string::npos);
    EXPECT_EQ(get(port_, "/api/things/5", "clerk").body, R"({"id":5,"by":"Ben Ito"})");
    EXPECT_EQ(send(port_, {"GET", "/api/things/5", "", "", {{"Authorization", "Bearer clerk"}}}).status, 200);
}

TEST_F(HttpServer, A9_takes_no_cookie_for_a_sign_in)
{
    EXPECT_EQ(
        send(port_, {"GET", "/api/things/5", "", "", {{"Cookie", "token=clerk; Authorization=Token clerk"}}}).status,
        401);
}

TEST_F(HttpServer, says_which_methods_an_address_takes)
{
    auto answer = post(port_, "/api/large", "{}");
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.header("allow"), "GET, HEAD");
    EXPECT_EQ(send(port_, {"TRACE", "/api/echo", "", "", {}}).status, 405);
    EXPECT_EQ(get(port_, "/api/nothing").status, 404);
    auto head = send(port_, {"HEAD", "/api/large", "", "", {}});
    EXPECT_EQ(head.status, 200);
    EXPECT_GT(std::stoi(head.header("content-length")), 200'000);
}

TEST_F(HttpServer, D4_keeps_the_details_of_an_accident_to_itself)
{
    auto answer = get(port_, "/api/broken");
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body.find("secret"), std::string::npos);
    EXPECT_EQ(get(port_, "/api/refuses").status, 409);
    EXPECT_EQ(accident_, "secret detail");
}

TEST_F(HttpServer, joins_the_trace_of_the_caller)
{
    std::string trace = "0af7651916cd43dd8448eb211c80319c";
    auto answer =
        send(port_, {"GET", "/api/refuses", "", "", {{"traceparent", "00-" + trace + "-b7ad6b7169203331-01"}}});
    EXPECT_EQ(json::value_to<std::string>(json::parse(answer.body).at("trace_id")), trace);
}

TEST_F(HttpServer, keeps_a_connection_for_the_next_request)
{
    Connection connection(port_);
    auto two =
        request_text({"GET", "/api/echo?text=a", "", "", {}}) + request_text({"GET", "/api/echo?text=b", "", "", {}});
    connection.send(two);
    EXPECT_EQ(connection.read_answer().body, R"({"text":"a","number":null})");
    EXPECT_EQ(connection.read_answer().body, R"({"text":"b","number":null})");
}

TEST_F(HttpServer, packs_large_answers_where_the_caller_can_unpack)
{
    auto packed = send(port_, {"GET", "/api/large", "", "", {{"Accept-Encoding", "gzip, br"}}});
    EXPECT_EQ(packed.header("content-encoding"), "gzip");
    EXPECT_LT(packed.body.size(), 20'000u);
    std::string plain(300'000, '\0');
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(packed.body.data());
    stream.avail_in = static_cast<uInt>(packed.body.size());
    stream.next_out = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_out = static_cast<uInt>(plain.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    plain.resize(stream.total_out);
    inflateEnd(&stream);
    EXPECT_EQ(plain, get(port_, "/api/large").body);
}

TEST_F(HttpServer, U9_streams_a_file_as_an_attachment)
{
    auto answer = get(port_, "/api/file");
    EXPECT_EQ(answer.body, std::string(700'000, 'b'));
    EXPECT_EQ(answer.header("content-disposition"),
              "attachment; filename=\"Fees ___March___.csv\"; filename*=UTF-8''Fees%20%E2%80%9CMarch%E2%80%9D.csv");
    EXPECT_NE(answer.header("content-security-policy").find("sandbox"), std::string::npos);
}

TEST_F(HttpServer, receives_a_raw_body_as_it_streams)
{
    std::string body(900'000, 'q');
    auto answer = send(port_, {"POST", "/api/files", "clerk", body, {{"Content-Type", "text/csv"}}});
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(json::parse(answer.body).at("number"), 900'000);
    EXPECT_EQ(json::value_to<std::string>(json::parse(answer.body).at("text")), sha256_hex(body));
    EXPECT_EQ(live_receivers, 0);
}

TEST_F(HttpServer, receives_a_form_with_one_file)
{
    std::string content = "id,name\r\n--XX is not the boundary\r\n1,Ana\r\n";
    auto form = "--XYZ\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nskipped\r\n--XYZ\r\n"
                "Content-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".csv\"\r\nContent-Type: "
                "text/csv\r\n\r\n" +
                content + "\r\n--XYZ--\r\n";
    auto answer =
        send(port_, {"POST", "/api/files", "clerk", form, {{"Content-Type", "multipart/form-data; boundary=XYZ"}}});
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(json::value_to<std::string>(json::parse(answer.body).at("text")), "a \"b\".csv" + sha256_hex(content));
}

TEST_F(HttpServer, refuses_a_form_that_is_cut_short_and_keeps_nothing)
{
    auto answer = send(port_, {"POST",
                               "/api/files",
                               "clerk",
                               "--XYZ\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc",
                               {{"Content-Type", "multipart/form-data; boundary=XYZ"}}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(live_receivers, 0);
}

TEST_F(HttpServer, U1_stops_a_body_at_the_limit_while_it_streams)
{
    auto declared = send_raw(port_, "POST /api/files HTTP/1.1\r\nHost: a\r\nAuthorization: Token clerk\r\n"
                                    "Content-Length: 99999999999\r\n\r\n");
    EXPECT_EQ(declared.status, 413);
    Connection connection(port_);
    connection.send(
        "POST /api/files HTTP/1.1\r\nHost: a\r\nAuthorization: Token clerk\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::string piece = "10000\r\n" + std::string(0x10000, 'a') + "\r\n";
    for (int i = 0; i < 40; ++i) connection.send(piece);
    EXPECT_EQ(connection.read_answer().status, 413);
    EXPECT_EQ(live_receivers, 0);
}

TEST_F(HttpServer, U1_lets_a_peer_that_sends_on_read_its_refusal)
{
    Connection connection(port_);
    connection.send("POST /api/files HTTP/1.1\r\nHost: a\r\nAuthorization: Token clerk\r\n"
                    "Content-Length: 99999999999\r\n\r\n");
    std::string piece(1 << 20, 'a');
    for (int i = 0; i < 200; ++i) ASSERT_TRUE(connection.send(piece)) << i << " MiB";
    EXPECT_EQ(connection.read_answer().status, 413);
}

TEST_F(HttpServer, A7_settles_who_calls_before_it_reads_a_body)
{
    auto answer =
        send_raw(port_, "POST /api/files HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(answer.status, 401);
}

TEST_F(HttpServer, D9_answers_peers_that_are_too_slow)
{
    EXPECT_EQ(send_raw(port_, "GET /api/echo HTTP/1.1\r\nHost").status, 408);
    EXPECT_EQ(send_raw(port_, "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                              "Content-Length: 50\r\n\r\n{\"te")
                  .status,
              408);
    EXPECT_EQ(
        send_raw(port_,
                 "POST /api/files HTTP/1.1\r\nHost: a\r\nAuthorization: Token clerk\r\nContent-Length: 50\r\n\r\nab")
            .status,
        408);
    EXPECT_EQ(live_receivers, 0);
}

TEST_F(HttpServer, D9_refuses_what_could_be_read_in_two_ways)
{
    const char* head = "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    for (std::string ambiguous : {
             "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
             "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
             "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
             "Host: b\r\nContent-Length: 2\r\n\r\n{}",
             "Content-Length: -2\r\n\r\n{}",
             "Content Length: 2\r\n\r\n{}",
         })
        EXPECT_EQ(send_raw(port_, head + ambiguous).status, 400) << ambiguous;
    EXPECT_EQ(send_raw(port_, "GET /api/echo?text=a HTTP/1.1\r\n\r\n").status, 400) << "no Host";
    EXPECT_EQ(send_raw(port_, "hello\r\n\r\n").status, 400);
}

TEST_F(HttpServer, D9_refuses_text_that_no_database_keeps)
{
    EXPECT_EQ(post(port_, "/api/echo", R"({"text":"a\u0000b","number":null})").status, 400);
    EXPECT_EQ(post(port_, "/api/echo", R"({"te\u0000xt":"a"})").status, 400);
    EXPECT_EQ(post(port_, "/api/echo", "{\"text\":\"\xff\",\"number\":null}").status, 400);
    EXPECT_EQ(get(port_, "/api/echo?text=%00").status, 400);
    EXPECT_EQ(get(port_, "/api/echo?text=%FF").status, 400);
    EXPECT_EQ(get(port_, "/api/echo?text=%C3%A9").status, 200);
}

TEST_F(HttpServer, D9_a_list_of_errors_is_bounded_whatever_came_in)
{
    std::string body = "{\"text\":\"a\",\"number\":null";
    for (int i = 0; i < 50'000; ++i) body += ",\"unknown" + std::to_string(i) + "\":1";
    auto answer = post(port_, "/api/echo", body + "}");
    EXPECT_EQ(answer.status, 422);
    EXPECT_LT(answer.body.size(), 64'000U);
    EXPECT_NE(answer.body.find("49950 more"), std::string::npos);
}

TEST_F(HttpServer, D9_limits_headers_and_addresses)
{
    auto long_header = "GET /api/echo?text=a HTTP/1.1\r\nHost: a\r\nX-Long: " + std::string(20'000, 'h') + "\r\n\r\n";
    EXPECT_EQ(send_raw(port_, long_header).status, 431);
    EXPECT_EQ(get(port_, "/api/echo?text=" + std::string(9000, 'a')).status, 414);
}

TEST_F(HttpServer, replays_what_a_browser_missed)
{
    for (int i = 0; i < 3; ++i) kept_.publish("run", R"({"n":)" + std::to_string(i) + "}", std::nullopt);
    Connection connection(port_);
    connection.send(request_text({"GET", "/api/events", "", "", {{"Last-Event-ID", "1000"}}}));
    EXPECT_EQ(connection.read_answer(false).header("content-type"), "text/event-stream");
    hub_.look();
    auto missed = connection.read_until("{\"n\":2}\n\n");
    EXPECT_EQ(missed.find("{\"n\":0}"), std::string::npos) << "already seen";
    EXPECT_NE(missed.find("id: 1001\nevent: run\ndata: {\"n\":1}\n\n"), std::string::npos);
    kept_.publish("stage", "{}", std::nullopt);
    hub_.look();
    EXPECT_NE(connection.read_until("event: stage").find("id: 1003"), std::string::npos);
    EXPECT_NE(connection.read_until(": still here").size(), 0u) << "heartbeat";
}

TEST_F(HttpServer, ends_event_streams_when_it_stops)
{
    Connection connection(port_);
    connection.send(request_text({"GET", "/api/events", "", "", {}}));
    connection.read_until("welcome\n\n");
    server_->stop(std::chrono::seconds(5));
    while (!connection.read_until("\n\n").empty()) {
    }
    EXPECT_TRUE(connection.is_closed());
}
} // namespace

#include "base/result.hpp"
#include "server/http/multipart.hpp"
#include <gtest/gtest.h>

namespace http
{
namespace
{
struct Received {
    std::string name, bytes;
};

struct Keeper final : Receiver {
    explicit Keeper(Received& into) : kept(into) {}
    void named(std::string_view name) override { kept.name = name; }
    void write(std::string_view bytes) override { kept.bytes += bytes; }
    Reply finish() override { return text_reply(201, "kept"); }
    Received& kept;
};

Received read_form(const std::string& form, std::size_t piece)
{
    Received received;
    MultipartFile reader("XYZ", std::make_unique<Keeper>(received));
    for (std::size_t at = 0; at < form.size(); at += piece) reader.write(std::string_view(form).substr(at, piece));
    reader.finish();
    return received;
}

const std::string content = "id,name\r\n--XY\r\n\r\n--XYA\r\n1,Ana\n";
const std::string form =
    "preamble\r\n--XYZ\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n\r\n--XYZ\r\n"
    "content-disposition: form-data; name=\"file\"; filename=\"week 47.csv\"\r\nContent-Type: text/csv\r\n\r\n" +
    content + "\r\n--XYZ--\r\nepilogue";

TEST(MultipartFile, gives_the_file_whatever_the_pieces_it_comes_in)
{
    for (std::size_t piece = 1; piece <= form.size(); ++piece) {
        auto received = read_form(form, piece);
        ASSERT_EQ(received.bytes, content) << piece;
        ASSERT_EQ(received.name, "week 47.csv") << piece;
    }
}

TEST(MultipartFile, takes_an_empty_file)
{
    EXPECT_EQ(
        read_form("--XYZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n\r\n--XYZ--", 7).bytes,
        "");
}

TEST(MultipartFile, refuses_forms_that_are_cut_short_malformed_or_without_the_file)
{
    for (const std::string bad : {
             "",
             "--XYZ\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc",
             "--XYZ\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nabc\r\n--XYZ--",
             "--XYZ\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\na\r\n--XYZ\r\nContent-Disposition: "
             "form-data; "
             "name=\"file\"\r\n\r\nb\r\n--XYZ--",
             "--XYZ\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\na\r\n--XYZjunk",
         })
        EXPECT_THROW(read_form(bad, 5), Refusal) << bad;
    EXPECT_THROW(read_form("--XYZ\r\nX: " + std::string(20'000, 'h'), 999), Refusal) << "headers without end";
}

TEST(MultipartFile, U5_the_name_of_a_file_is_utf8_however_it_is_written)
{
    auto name = [](const std::string& parameters) {
        return read_form("--XYZ\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\nx\r\n--XYZ--", 7).name;
    };
    EXPECT_EQ(name("name=\"file\"; filename=\"Z\xFCrich.csv\""), "Z\uFFFDrich.csv");
    EXPECT_EQ(name("name=\"file\"; filename=\"plain.csv\"; filename*=UTF-8''na%C3%AFve%20one.csv"), "naïve one.csv");
    EXPECT_EQ(name("name=\"file\"; filename*=utf-8'en'a%E2%82%AC.csv; filename=\"b.csv\""), "a€.csv");
    EXPECT_EQ(name("name=\"file\"; filename=\"b.csv\"; filename*=UTF-8''%FF%00"), "b.csv");
    EXPECT_EQ(name("name=\"file\"; filename=\"b.csv\"; filename*=latin1''%FC"), "b.csv");
    EXPECT_EQ(name("name=file; filename=bare.csv"), "bare.csv");
    EXPECT_EQ(name("filename=\"a; name=\\\"x\\\".csv\"; name=\"file\""), "a; name=\"x\".csv");
    EXPECT_THROW(name(std::string("name=\"file\"; filename=\"a") + '\0' + "b.csv\""), Refusal);
}

TEST(MultipartFile, finds_the_boundary_of_a_content_type)
{
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=abc"), "abc");
    EXPECT_EQ(multipart_boundary("Multipart/Form-Data; boundary=\"a b\"; charset=utf-8"), "a b");
    EXPECT_EQ(multipart_boundary("text/csv"), "");
    EXPECT_THROW(multipart_boundary("multipart/form-data"), Refusal);
}
} // namespace
} // namespace http

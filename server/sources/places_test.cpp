#include "server/outgoing/flood.hpp"
#include "server/sources/bucket.hpp"
#include "server/sources/secret_store.hpp"
#include "server/sources/visit.hpp"
#include <gmock/gmock.h>

namespace sources
{
namespace
{
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto right_key = "ssh-ed25519 SHA256:uNiVztksCsDhcc0u9e8BrrTLAkqgzYAGeMZ0Xs8FTHk";

SourceEdit on_server()
{
    SourceEdit edit;
    edit.kind = SourceKind::sftp;
    edit.place.sftp = SftpPlace{"files.school.test", 22, "hub", SshSignIn::password, "/exports", right_key};
    return edit;
}

SourceEdit in_bucket()
{
    SourceEdit edit;
    edit.kind = SourceKind::s3;
    edit.place.s3 = BucketPlace{"https://s3.school.test", "files", "eu-west-2", "exports/", "hub", true};
    return edit;
}

std::vector<std::string> wrong(const SourceInput& input)
{
    std::vector<std::string> places;
    for (const auto& error : errors_in_place(input, {})) places.push_back(error.at);
    return places;
}

std::vector<std::string> wrong_secrets(const SourceEdit& edit, const Source* before = nullptr)
{
    std::vector<std::string> places;
    for (const auto& error : errors_in_secrets(edit, before)) places.push_back(error.at);
    return places;
}

Source kept(const SourceEdit& edit)
{
    Source source;
    static_cast<SourceInput&>(source) = edit;
    source.has_secret = true;
    return source;
}

TEST(Places, a_server_has_a_name_a_user_a_folder_and_a_key_that_was_found_right)
{
    EXPECT_THAT(wrong(on_server()), IsEmpty());
    auto with = [](auto change) {
        auto edit = on_server();
        change(*edit.place.sftp);
        return wrong(edit);
    };
    for (auto host : {"", "a b", "user@host", "host/x", "host?x", "host\n", "[::1]"})
        EXPECT_THAT(with([&](SftpPlace& at) { at.host = host; }), ElementsAre("place.sftp.host")) << host;
    for (auto host : {"10.0.0.5", "fd00::5", "files.school.test"})
        EXPECT_THAT(with([&](SftpPlace& at) { at.host = host; }), IsEmpty()) << host;
    for (auto port : {0, -1, 65536})
        EXPECT_THAT(with([&](SftpPlace& at) { at.port = port; }), ElementsAre("place.sftp.port")) << port;
    EXPECT_THAT(with([](SftpPlace& at) { at.user = ""; }), ElementsAre("place.sftp.user"));
    EXPECT_THAT(with([](SftpPlace& at) { at.folder = ""; }), ElementsAre("place.sftp.folder"));
    for (auto key : {"", "SHA256:abc", "ssh-ed25519 MD5:aa:bb", "ssh-ed25519 SHA256:"})
        EXPECT_THAT(with([&](SftpPlace& at) { at.host_key = key; }), ElementsAre("place.sftp.host_key")) << key;
}

TEST(Places, a_bucket_has_a_server_a_region_and_a_key)
{
    EXPECT_THAT(wrong(in_bucket()), IsEmpty());
    auto with = [](auto change) {
        auto edit = in_bucket();
        change(*edit.place.s3);
        return wrong(edit);
    };
    for (auto server : {"", "s3.school.test", "ftp://s3.school.test", "https://s3.school.test/files",
                        "https://a:b@s3.school.test", "https://s3.school.test?x"})
        EXPECT_THAT(with([&](BucketPlace& at) { at.endpoint = server; }), ElementsAre("place.s3.endpoint")) << server;
    for (auto bucket : {"", "No", "a/b", "a b", "ab"})
        EXPECT_THAT(with([&](BucketPlace& at) { at.bucket = bucket; }), ElementsAre("place.s3.bucket")) << bucket;
    EXPECT_THAT(with([](BucketPlace& at) { at.region = "eu:west"; }), ElementsAre("place.s3.region"));
    EXPECT_THAT(with([](BucketPlace& at) { at.prefix = "/exports"; }), ElementsAre("place.s3.prefix"));
    EXPECT_THAT(with([](BucketPlace& at) { at.prefix = ""; }), IsEmpty());
    EXPECT_THAT(with([](BucketPlace& at) { at.access_key = ""; }), ElementsAre("place.s3.access_key"));
}

TEST(Places, D5_a_private_key_or_a_secret_key_is_for_the_server_it_was_given_for)
{
    auto by_key = on_server();
    by_key.place.sftp->sign_in = SshSignIn::key;
    EXPECT_THAT(wrong_secrets(by_key), ElementsAre("secrets.private_key"));
    auto before = kept(by_key);
    EXPECT_THAT(wrong_secrets(by_key, &before), IsEmpty());
    for (auto change : std::vector<void (*)(SftpPlace&)>{[](SftpPlace& at) { at.host = "other.test"; },
                                                         [](SftpPlace& at) { at.port = 2222; },
                                                         [](SftpPlace& at) { at.user = "root"; }}) {
        auto moved = by_key;
        change(*moved.place.sftp);
        EXPECT_THAT(wrong_secrets(moved, &before), ElementsAre("secrets.private_key"));
    }
    by_key.secrets = Secrets{{}, "not a key"};
    EXPECT_THAT(wrong_secrets(by_key), ElementsAre("secrets.private_key"));
    auto by_password = on_server();
    by_password.secrets = Secrets{{}, "-----BEGIN anything"};
    EXPECT_THAT(wrong_secrets(by_password), ElementsAre("secrets.private_key")) << "it signs in with a password";

    auto bucket = in_bucket();
    EXPECT_THAT(wrong_secrets(bucket), ElementsAre("secrets.password"));
    auto bucket_before = kept(bucket);
    EXPECT_THAT(wrong_secrets(bucket, &bucket_before), IsEmpty());
    bucket.place.s3->endpoint = "https://other.test";
    EXPECT_THAT(wrong_secrets(bucket, &bucket_before), ElementsAre("secrets.password"));
}

// Half a page of a list that has another behind it, for ever; and a head that never ends.
TEST(Places, D2_a_bucket_whose_list_or_head_never_ends_is_left_when_its_time_is_up)
{
    std::string page =
        "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>x</NextContinuationToken>"
        "</ListBucketResult>";
    auto answer = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(page.size()) + "\r\n\r\n" + page;
    for (const auto& endless : {answer, std::string("HTTP/1.1 100 Continue\r\n\r\n")}) {
        outgoing::Flood server(endless);
        auto place = *in_bucket().place.s3;
        place.endpoint = "http://127.0.0.1:" + std::to_string(server.port);
        Reach reach;
        reach.addresses = {"127.0.0.1"};
        reach.longest = std::chrono::seconds(1);
        Bucket bucket(place, Secrets{"secret", {}}, reach, [] {});
        EXPECT_THROW(bucket.list({}), PlaceFails);
    }
}

TEST(Places, a_pick_up_from_a_bucket_is_given_up_while_its_server_dawdles)
{
    struct GivenUp {
    };
    outgoing::Flood server("HTTP/1.1 100 Continue\r\n\r\n");
    auto place = *in_bucket().place.s3;
    place.endpoint = "http://127.0.0.1:" + std::to_string(server.port);
    Reach reach;
    reach.addresses = {"127.0.0.1"};
    int breaths = 0;
    Bucket bucket(place, Secrets{"secret", {}}, reach, [&] {
        if (++breaths == 3) throw GivenUp();
    });
    EXPECT_THROW(bucket.list({}), GivenUp);
}
} // namespace
} // namespace sources

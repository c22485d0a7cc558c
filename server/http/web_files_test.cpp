#include "server/http/web_files.hpp"
#include <gtest/gtest.h>

namespace http
{
namespace
{
const std::string script(5000, 's');
const std::string html = "<html><script nonce=\"__CSP_NONCE__\"></script><meta content='__CSP_NONCE__'></html>";

embedded::File file(std::string_view path, const std::string& bytes)
{
    return {path, {bytes.data(), bytes.data() + bytes.size()}};
}
const embedded::File files[] = {file("index.html", html), file("assets/app-1a2b.js", script), file("icon.svg", script)};

std::string header(const Reply& reply, std::string_view name)
{
    for (const auto& [known, value] : reply.headers)
        if (known == name) return value;
    return "";
}

TEST(WebFiles, show_the_page_at_every_place_inside_the_application)
{
    WebFiles web(files);
    for (auto place : {"/", "/runs", "/runs/57", "/index.html", "/a/b/c"}) {
        auto reply = web.serve(place, "", "");
        EXPECT_EQ(reply.status, 200) << place;
        EXPECT_EQ(reply.content_type, "text/html; charset=utf-8");
    }
}

TEST(WebFiles, give_each_page_a_nonce_of_its_own)
{
    WebFiles web(files);
    auto one = web.serve("/", "", ""), two = web.serve("/", "", "");
    EXPECT_EQ(one.body.find("__CSP_NONCE__"), std::string::npos);
    EXPECT_NE(one.body, two.body);
    auto policy = header(one, "Content-Security-Policy");
    auto nonce = policy.substr(policy.find("'nonce-") + 7, 22);
    EXPECT_EQ(one.body, "<html><script nonce=\"" + nonce + "\"></script><meta content='" + nonce + "'></html>");
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
}

TEST(WebFiles, let_browsers_keep_what_never_changes)
{
    WebFiles web(files);
    auto asset = web.serve("/assets/app-1a2b.js", "", "");
    EXPECT_EQ(asset.body, script);
    EXPECT_NE(header(asset, "Cache-Control").find("immutable"), std::string::npos);
    EXPECT_EQ(header(web.serve("/icon.svg", "", ""), "Cache-Control"), "no-cache");
    EXPECT_EQ(web.serve("/assets/app-1a2b.js", header(asset, "ETag"), "").status, 304);
}

TEST(WebFiles, come_packed_where_the_browser_can_unpack)
{
    WebFiles web(files);
    EXPECT_EQ(header(web.serve("/assets/app-1a2b.js", "", "br, gzip"), "Content-Encoding"), "gzip");
    EXPECT_EQ(header(web.serve("/assets/app-1a2b.js", "", "gzip;q=0"), "Content-Encoding"), "");
}

TEST(WebFiles, are_not_made_up_where_a_file_is_missing)
{
    WebFiles web(files);
    for (auto missing : {"/assets/old.js", "/robots.txt", "/assets/none", "/../etc/passwd.txt"})
        EXPECT_EQ(web.serve(missing, "", "").status, 404) << missing;
    EXPECT_EQ(WebFiles({}).serve("/", "", "").status, 404);
}
} // namespace
} // namespace http

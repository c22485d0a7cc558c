#include "server/http/web_files.hpp"
#include "base/ids.hpp"
#include "base/sha256.hpp"
#include "server/http/gzip.hpp"
#include "server/http/security.hpp"

namespace http
{
namespace
{
struct Type {
    std::string_view extension, content_type;
    bool packs;
};
constexpr Type types[] = {
    {".html", "text/html; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".json", "application/json", true},
    {".webmanifest", "application/manifest+json", true},
    {".svg", "image/svg+xml", true},
    {".png", "image/png", false},
    {".ico", "image/x-icon", false},
    {".woff2", "font/woff2", false},
    {".txt", "text/plain; charset=utf-8", true},
};

const Type* type_of(std::string_view path)
{
    for (const auto& type : types)
        if (path.ends_with(type.extension)) return &type;
    return nullptr;
}

std::string with_nonce(std::string_view html, const std::string& nonce)
{
    constexpr std::string_view mark = "__CSP_NONCE__";
    std::string page;
    for (auto at = html.find(mark); at != html.npos; at = html.find(mark)) {
        page += html.substr(0, at);
        page += nonce;
        html.remove_prefix(at + mark.size());
    }
    return page.append(html);
}
} // namespace

WebFiles::WebFiles(std::span<const embedded::File> files)
{
    for (const auto& file : files)
        files_[file.path] = {file.bytes.view(), '"' + sha256_hex(file.bytes.view()).substr(0, 20) + '"', {}};
}

Reply WebFiles::page() const
{
    auto index = files_.find("index.html");
    if (index == files_.end())
        return text_reply(
            404, "This build of BatchOps holds no web application. `./ops build` puts it in; the API at /api works.\n");
    auto nonce = random_base64url(16);
    auto reply = text_reply(200, with_nonce(index->second.bytes, nonce));
    reply.content_type = "text/html; charset=utf-8";
    reply.set("Content-Security-Policy", page_policy(nonce));
    return reply;
}

Reply WebFiles::serve(std::string_view path, std::string_view if_none_match, std::string_view accept_encoding)
{
    path.remove_prefix(path.starts_with('/'));
    auto found = files_.find(path);
    if (found == files_.end() || path == "index.html") {
        bool is_place = path.substr(path.rfind('/') + 1).find('.') == path.npos || path == "index.html";
        return is_place && !path.starts_with("assets/") ? page() : text_reply(404, "There is no such file.\n");
    }
    auto& file = found->second;
    Reply reply;
    const auto* type = type_of(path);
    reply.content_type = type ? type->content_type : "application/octet-stream";
    // Vite puts a hash of the content into the names below assets/.
    reply.set("Cache-Control", path.starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    reply.set("ETag", file.etag);
    if (if_none_match.find(file.etag) != if_none_match.npos) {
        reply.status = 304;
        return reply;
    }
    if (type && type->packs && file.bytes.size() > 1024) {
        reply.set("Vary", "Accept-Encoding");
        if (accepts_gzip(accept_encoding)) {
            std::lock_guard lock(packing_);
            if (file.packed.empty()) file.packed = gzip(file.bytes, 9);
            reply.body = file.packed;
            reply.set("Content-Encoding", "gzip");
            return reply;
        }
    }
    reply.body = file.bytes;
    return reply;
}
} // namespace http

#pragma once
// The web application as it travels inside the binary.
#include "base/embedded.hpp"
#include "server/http/reply.hpp"
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace http
{
class WebFiles
{
public:
    explicit WebFiles(std::span<const embedded::File> files);

    // An unknown path without a file extension is a place inside the application: it gets index.html.
    Reply serve(std::string_view path, std::string_view if_none_match, std::string_view accept_encoding);

private:
    struct Page {
        std::string_view bytes;
        std::string etag;
        std::string packed; // gzip; made when first asked for
    };
    Reply page() const;

    std::map<std::string_view, Page> files_;
    std::mutex packing_;
};
} // namespace http

#pragma once
// What a handler's answer becomes before it is written to the connection.
#include "base/bytes.hpp"
#include "server/http/problem.hpp"
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace http
{
class Subscription;

// A file to be saved by the browser, never shown inside the page; streamed.
struct Download {
    std::string file_name;
    std::string content_type;
    std::shared_ptr<const ByteSource> bytes;
};

struct Reply {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers; // in addition to the ones every reply has
    std::shared_ptr<const ByteSource> file;                   // streamed in place of the body
    std::shared_ptr<Subscription> events;                     // an event stream in place of the body

    void set(std::string name, std::string value) { headers.emplace_back(std::move(name), std::move(value)); }
    bool has(std::string_view name) const;
};

Reply json_reply(int status, const json::value& value);
Reply text_reply(int status, std::string text);
Reply download_reply(Download download);
Reply problem_reply(Problem problem, const std::string& trace_id);

// Turns what left a handler into a reply: Refusal, Stop, or an accident, of which the caller learns nothing but its
// trace id; `accident` then says what happened, for the log.
Reply reply_of(std::exception_ptr thrown, const std::string& trace_id, std::string& accident);

// RFC 6266, with an ASCII fallback.
std::string attachment(std::string_view file_name);
} // namespace http

#pragma once
// What a handler's answer becomes before it is written to the connection.
#include "base/bytes.hpp"
#include "server/http/problem.hpp"
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace runs
{
class Masking;
}

namespace http
{
class Subscription;

// That somebody has asked whether the caller may have the values of people's rows in a file.
class Clearance
{
public:
    static Clearance holds_no_rows() { return {}; } // a logo

private:
    friend class runs::Masking;
    Clearance() = default;
};

// A file to be saved by the browser, never shown inside the page; streamed.
struct Download {
    Clearance clearance;
    std::string file_name;
    std::string content_type;
    std::shared_ptr<const ByteSource> bytes;
    std::string sha256{}; // where it is known, the file can be had in parts, and not once more
};

struct Reply {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers; // in addition to the ones every reply has
    std::shared_ptr<const ByteSource> file;                   // streamed in place of the body
    std::uint64_t first_byte = 0;                             // of the file
    std::optional<std::uint64_t> bytes;                       // of the file; all that are left where it is not said
    std::shared_ptr<Subscription> events;                     // an event stream in place of the body

    void set(std::string name, std::string value) { headers.emplace_back(std::move(name), std::move(value)); }
    bool has(std::string_view name) const;
    std::string_view header(std::string_view name) const; // "" when absent
    std::uint64_t length() const;                         // of what is sent
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

#pragma once
// HTTP to other servers: no addresses inside (guard.hpp), and plain http to those inside only.
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace outgoing
{
// There is no answer; in words without secrets that go on after "…: ".
struct Unreachable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Answer {
    int status = 0;
    std::string body;
    std::map<std::string, std::string> headers; // by name in small letters
};

struct SignIn {
    std::string user;   // empty: `secret` is a token
    std::string secret; // sent to the server of the first address only, wherever that redirects to
};

struct Request {
    std::string url;
    std::map<std::string, std::string> headers{};
    std::optional<SignIn> sign_in{};
    const std::string* form = nullptr; // posted
    int redirects = 0;                 // that are followed at most; never from https to http
    std::chrono::seconds longest{15};
    // Whether the body is read, asked once its head is there; without it, it is.
    std::function<bool(const Answer& head)> wants{};
    // The body of an answer that is fine, as it comes; without it at most a megabyte is kept.
    std::function<void(std::string_view)> take{};
    // Called often, also while nothing comes; ends what is under way by what it throws.
    std::function<void()> breathe{};
};

class Client
{
public:
    // `allowed`: addresses inside that may be reached all the same, and by plain http.
    explicit Client(std::vector<std::string> allowed) : allowed_(std::move(allowed)) {}

    // All throw Unreachable; `ask` also what the functions of the request throw.
    Answer get(const std::string& url) const { return ask({.url = url}); }
    Answer post_form(const std::string& url, const std::map<std::string, std::string>& fields) const;
    Answer ask(const Request& request) const;

private:
    std::vector<std::string> allowed_;
};
} // namespace outgoing

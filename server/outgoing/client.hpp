#pragma once
// HTTP to other servers: no redirects, no addresses inside (guard.hpp), at most a megabyte back within 15 seconds.
#include <map>
#include <string>
#include <vector>

namespace outgoing
{
struct Answer {
    int status = 0;
    std::string body;
};

class Client
{
public:
    // `allowed`: addresses inside that may be reached all the same, and by plain http.
    explicit Client(std::vector<std::string> allowed) : allowed_(std::move(allowed)) {}

    // Both throw std::runtime_error in words without secrets.
    Answer get(const std::string& url) const;
    Answer post_form(const std::string& url, const std::map<std::string, std::string>& fields) const;

private:
    Answer run(const std::string& url, const std::string* body) const;
    std::vector<std::string> allowed_;
};
} // namespace outgoing

#pragma once
// A small blocking client for tests: it can also send what no proper client would.
#include <algorithm>
#include <arpa/inet.h>
#include <cstdint>
#include <map>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace http::testing
{
struct Answer {
    int status = 0;
    std::map<std::string, std::string> headers; // names in lower case; of those that repeat, joined by ", "
    std::string body;

    std::string header(const std::string& name) const
    {
        auto found = headers.find(name);
        return found == headers.end() ? "" : found->second;
    }
};

class Connection
{
public:
    explicit Connection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in where{};
        where.sin_family = AF_INET;
        where.sin_port = htons(port);
        where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        timeval patience{20, 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (connect(socket_, reinterpret_cast<sockaddr*>(&where), sizeof where) != 0)
            throw std::runtime_error("cannot connect to the server under test");
    }
    ~Connection() { close(socket_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // False when the server has closed the connection.
    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            auto put = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (put <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(put));
        }
        return true;
    }

    // Reads until `mark` has come, or the connection ends.
    std::string read_until(std::string_view mark)
    {
        while (buffer_.find(mark) == buffer_.npos && more()) {
        }
        auto at = buffer_.find(mark);
        return take(at == buffer_.npos ? buffer_.size() : at + mark.size());
    }

    Answer read_answer(bool has_body = true)
    {
        Answer answer;
        auto head = read_until("\r\n\r\n");
        if (head.size() < 12) return answer;
        answer.status = std::stoi(head.substr(9, 3));
        std::string_view rest(head);
        rest.remove_prefix(rest.find("\r\n") + 2);
        while (rest.size() > 2) {
            auto line = rest.substr(0, rest.find("\r\n"));
            rest.remove_prefix(line.size() + 2);
            std::string name(line.substr(0, line.find(':')));
            std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
            auto& value = answer.headers[name];
            if (!value.empty()) value += ", ";
            value += line.substr(std::min(line.size(), line.find(':') + 2));
        }
        if (answer.status == 100) return read_answer(has_body);
        if (!has_body || !answer.headers.contains("content-length")) return answer;
        auto length = std::stoull(answer.headers["content-length"]);
        while (buffer_.size() < length && more()) {
        }
        answer.body = take(std::min<std::size_t>(length, buffer_.size()));
        return answer;
    }

    bool is_closed() { return buffer_.empty() && !more(); }

private:
    bool more()
    {
        char piece[16384];
        auto got = recv(socket_, piece, sizeof piece, 0);
        if (got <= 0) return false;
        buffer_.append(piece, static_cast<std::size_t>(got));
        return true;
    }
    std::string take(std::size_t count)
    {
        auto taken = buffer_.substr(0, count);
        buffer_.erase(0, count);
        return taken;
    }

    int socket_;
    std::string buffer_;
};

struct Ask {
    std::string method = "GET", target = "/", token, body;
    std::map<std::string, std::string> headers;
};

inline std::string request_text(const Ask& ask)
{
    auto text = ask.method + " " + ask.target + " HTTP/1.1\r\nHost: hub.test\r\n";
    if (!ask.token.empty()) text += "Authorization: Token " + ask.token + "\r\n";
    if (ask.method == "POST") text += "Content-Length: " + std::to_string(ask.body.size()) + "\r\n";
    if (ask.method == "POST" && !ask.headers.contains("Content-Type")) text += "Content-Type: application/json\r\n";
    for (const auto& [name, value] : ask.headers) text += name + ": " + value + "\r\n";
    return text + "\r\n" + ask.body;
}

inline Answer send(std::uint16_t port, const Ask& ask)
{
    Connection connection(port);
    connection.send(request_text(ask));
    return connection.read_answer(ask.method != "HEAD");
}
inline Answer send_raw(std::uint16_t port, std::string_view bytes)
{
    Connection connection(port);
    connection.send(bytes);
    return connection.read_answer();
}
inline Answer get(std::uint16_t port, const std::string& target, const std::string& token = "")
{
    return send(port, {"GET", target, token, "", {}});
}
inline Answer post(std::uint16_t port, const std::string& target, const std::string& body,
                   const std::string& token = "")
{
    return send(port, {"POST", target, token, body, {}});
}
} // namespace http::testing

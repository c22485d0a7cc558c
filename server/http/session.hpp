#pragma once
// Internal to http: the only header that sees Beast.
#include "server/http/events.hpp"
#include "server/http/late_answers.hpp"
#include "server/http/places.hpp"
#include "server/http/server.hpp"
#include "server/http/stream.hpp"
#include "server/http/turns.hpp"
#include "server/http/web_files.hpp"
#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

// g++ 12 takes Asio's recycled coroutine frames for a mistake.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

namespace http
{
namespace net = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using tcp = net::ip::tcp;
template <class T> using Task = net::awaitable<T>;

class Session;

// A pool of threads that refuses work past a limit.
struct Pool {
    Pool(std::size_t threads, std::size_t most_waiting) : threads(threads), most_waiting(most_waiting) {}
    bool take_place()
    {
        if (waiting.fetch_add(1) < most_waiting) return true;
        waiting.fetch_sub(1);
        return false;
    }
    void give_place_back() { waiting.fetch_sub(1); }
    net::thread_pool threads;
    std::size_t most_waiting;
    std::atomic<std::size_t> waiting{0};
};

struct Core {
    explicit Core(Setup given);

    Turns turns; // outlives the coroutines, which end with `io`
    Setup setup;
    Router router;
    WebFiles web;
    net::io_context io{1};
    tcp::acceptor acceptor{io};
    Pool quick, slow, away, engine;
    Pool doors;  // where people sign in
    Pool health; // what asks whether the server is ready
    Places places;
    LateAnswers late;
    std::jthread thread;
    std::atomic<bool> draining{false}, stopping{false};
    std::mutex mutex; // guards sessions
    std::condition_variable all_gone;
    std::set<std::shared_ptr<Session>> sessions;
};

// One connection, request after request. Lives on the network thread; while a handler runs on a pool it waits.
class Session : public std::enable_shared_from_this<Session>
{
public:
    Session(Core& core, tcp::socket socket);
    Task<void> run();
    // On the network thread: ends waiting, not working.
    void stop();
    void end_stream() { alarm_.cancel(); } // where the server drains

    // Whose connection it is: the network that the peer is in and, once somebody signed in has used it, who.
    const std::string& holder() const { return holder_; }
    // Since when it waits for a request; nothing while there is one.
    std::optional<std::chrono::steady_clock::time_point> idle_since() const;

private:
    using HeaderParser = wire::request_parser<wire::empty_body>;

    // session.cpp: TLS, where there is a certificate
    Task<bool> agree_on_encryption();
    Task<void> end();

    // session_request.cpp: reading a request's head
    Task<bool> read_header();
    void fill_call();
    std::optional<Reply> refuse_request(); // what makes a request unfit before it is routed

    // session.cpp: answering it
    void report();
    Task<void> answer();
    Reply problem(int status, std::string detail);
    Task<void> answer_route(const Route& route);
    Task<void> answer_with_body(const Route& route);
    Task<void> serve_on_pool(const Route& route, const std::string& body);
    Task<void> finish_receiving(const Route& route, std::unique_ptr<Receiver> receiver);
    void admit(const Route& route);
    bool take_place(const Route& route);
    Pool& pool_of(const Route& route);
    // Sets turn_, or reply_ where too many wait.
    Task<void> await_turn(const Route& route);

    // session_late.cpp: answers that may take long
    Task<void> answer_late(const Route& route, std::function<Reply()> work);
    Task<bool> wait_for(LateAnswer& late, std::chrono::milliseconds time);

    // session_body.cpp: reading bodies
    Task<bool> read_json_body(std::string& into);
    Task<void> receive(const Route& route);
    Task<bool> pump(Receiver& receiver);
    bool is_trickle() const;
    Task<void> confirm_expectation();
    Task<void> drain();

    // session_write.cpp: writing replies
    Task<void> write(Reply reply);
    Task<void> write_file(const Reply& reply, wire::response<wire::empty_body> head);
    Task<void> write_events(Subscription& subscription);
    std::chrono::milliseconds time_for(std::size_t bytes) const;

    // Runs `work` on a pool; what it throws becomes `reply_`. False when the pool is full (then reply_ says so).
    Task<bool> on_pool(Pool& pool, const std::function<void()>& work);
    // How long the network operations that follow may take; past it they end with an error and late_ is set. The socket
    // stays open, so that the peer can be told (Beast's own stream would close it).
    void patience(std::chrono::milliseconds time);

    Core& core_;
    Stream socket_;
    beast::flat_buffer buffer_{64 * 1024};
    net::steady_timer deadline_;
    net::steady_timer alarm_; // of event streams
    std::optional<HeaderParser> parser_;
    std::shared_ptr<Call> call_;
    std::optional<Reply> reply_; // what a pool thread decided
    Access access_;
    std::shared_ptr<void> place_; // of the caller, until the request is answered
    std::shared_ptr<void> turn_;  // among the writes of a person, or the sign-ins of a network
    std::string network_;         // that the peer is in
    std::string holder_;
    std::chrono::steady_clock::time_point started_, idle_since_;
    bool keep_ = true;
    bool idle_ = true;
    bool body_unread_ = false;
    bool late_ = false;
};

// What the route answers, in the transaction that it asks for. Runs on any thread, and outlives the connection.
Reply serve(const Setup& setup, const std::shared_ptr<Call>& call, const Route& route, std::string_view body);

// What may take a moment and is not done on the thread of the network: conditions, packing.
void complete(const Call& call, Reply& reply);

// The peer spoke, but no HTTP (as opposed to: went away).
inline bool is_malformed(const boost::system::error_code& failed)
{
    return failed.category() == wire::make_error_code(wire::error::bad_method).category() &&
           failed != wire::error::end_of_stream && failed != wire::error::partial_message;
}
} // namespace http

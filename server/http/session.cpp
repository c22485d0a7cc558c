// Coroutines: await into a name first, build braces after (g++ 12 destroys objects twice otherwise).
#include "server/http/session.hpp"
#include "base/sha256.hpp"
#include "server/db/database.hpp"
#include "server/http/once.hpp"

namespace http
{
namespace
{
constexpr auto as_tuple = net::as_tuple(net::use_awaitable);
const std::string empty;
constexpr std::size_t doors_of_network = 2; // sign-ins of one network that are worked on at a time
constexpr std::string_view health_path = "/healthz", readiness_path = "/readyz";

std::string_view token_of(std::string_view authorization)
{
    for (std::string_view scheme : {"token ", "bearer "})
        if (authorization.size() > scheme.size() && beast::iequals(authorization.substr(0, scheme.size()), scheme))
            return authorization.substr(scheme.size());
    return {};
}

// People sign in however many passwords others change.
bool is_door(const Route& route) { return route.lane == Lane::slow && route.permission == Permission::anyone; }

bool is_json(std::string_view content_type)
{
    auto type = content_type.substr(0, content_type.find(';'));
    while (type.ends_with(' ')) type.remove_suffix(1);
    return beast::iequals(type, "application/json");
}
} // namespace

Session::Session(Core& core, tcp::socket socket)
    : core_(core), socket_(std::move(socket), core.setup.certificate), deadline_(core.io), alarm_(core.io),
      idle_since_(std::chrono::steady_clock::now())
{
    boost::system::error_code failed;
    auto peer = socket_.remote_endpoint(failed);
    if (!failed) network_ = network_of(peer.address().to_string());
    holder_ = network_;
}

std::optional<std::chrono::steady_clock::time_point> Session::idle_since() const
{
    return idle_ && keep_ ? std::optional(idle_since_) : std::nullopt;
}

void Session::stop()
{
    keep_ = false;
    alarm_.cancel();
    boost::system::error_code ignored;
    if (idle_) socket_.cancel(ignored);
}

void Session::patience(std::chrono::milliseconds time)
{
    late_ = false;
    deadline_.expires_after(time);
    deadline_.async_wait([weak = weak_from_this()](const boost::system::error_code& cancelled) {
        auto self = weak.lock();
        // A deadline moved while this call was already under way is not over yet.
        if (!self || cancelled || self->deadline_.expiry() > std::chrono::steady_clock::now()) return;
        self->late_ = true;
        boost::system::error_code ignored;
        self->socket_.cancel(ignored);
    });
}

Reply Session::problem(int status, std::string detail)
{
    return problem_reply(problem_of(status, std::move(detail)), access_.trace_id);
}

Task<bool> Session::on_pool(Pool& pool, const std::function<void()>& work)
{
    if (!pool.take_place()) {
        reply_ = problem(503, "The server has more to do than it can take on. Try again in a few seconds.");
        co_return false;
    }
    auto run = [&] {
        try {
            work();
        } catch (...) {
            reply_ = reply_of(std::current_exception(), access_.trace_id, access_.accident);
        }
        pool.give_place_back();
    };
    auto start = [&](auto resume) {
        net::post(pool.threads, [&run, resume = std::move(resume)]() mutable {
            run();
            net::post(std::move(resume)); // back to the network thread
        });
    };
    co_await net::async_initiate<decltype(net::use_awaitable), void()>(start, net::use_awaitable);
    co_return true;
}

// False when the peer does not speak TLS, or not well enough.
Task<bool> Session::agree_on_encryption()
{
    if (!socket_.is_encrypted()) co_return true;
    patience(core_.setup.limits.header);
    auto [failed] = co_await socket_.handshake(as_tuple);
    co_return !failed;
}

Task<void> Session::end()
{
    if (socket_.is_encrypted()) {
        patience(std::chrono::seconds(1)); // for the peer's goodbye
        co_await socket_.say_goodbye(as_tuple);
    }
    deadline_.cancel();
    boost::system::error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

Task<void> Session::run()
{
    auto self = shared_from_this();
    try {
        keep_ = co_await agree_on_encryption();
        while (keep_ && !core_.stopping) {
            bool ready = co_await read_header();
            if (ready) co_await answer();
            if (access_.status != 0) report();
            if (!ready) break;
        }
        if (body_unread_) co_await drain();
    } catch (const boost::system::system_error&) { // the peer went away
        constexpr int gone = 499;
        if (access_.status == 0) access_.status = gone;
        report();
    } catch (const std::exception& error) { // of the session itself: handlers have theirs caught on the pool
        access_.status = 500;
        access_.accident = error.what();
        report();
    }
    co_await end();
    std::lock_guard lock(core_.mutex);
    core_.sessions.erase(self);
    if (core_.sessions.empty()) core_.all_gone.notify_all();
}

void Session::report()
{
    access_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    if (access_.user_id) holder_ = network_ + " person " + std::to_string(*access_.user_id);
    if (core_.setup.finished) core_.setup.finished(access_);
}

Task<void> Session::answer()
{
    fill_call();
    keep_ = parser_->get().keep_alive();
    if (auto refusal = refuse_request()) {
        keep_ = false;
        co_await write(std::move(*refusal));
        co_return;
    }
    auto match = core_.router.find(call_->method, access_.path);
    bool is_api = access_.path.starts_with("/api/") || access_.path == "/api" || !match.allowed.empty();
    Reply reply;
    if (!is_api && (call_->method == "GET" || call_->method == "HEAD"))
        reply = core_.web.serve(access_.path, call_->header("if-none-match"), call_->header("accept-encoding"));
    else if (!is_api) {
        reply = problem(405, "Pages take GET only.");
        reply.set("Allow", "GET, HEAD");
    } else if (match.allowed.empty())
        reply = problem(404, "There is nothing at this address. /api/openapi.json lists what there is.");
    else if (call_->method == "OPTIONS")
        reply = core_.setup.origins.preflight(call_->header("origin"), match.allowed);
    else if (!match.route) {
        reply = problem(405, "This address takes " + match.allowed + ".");
        reply.set("Allow", match.allowed);
    } else {
        access_.route = match.route->path;
        call_->path_values = std::move(match.values);
        co_await answer_route(*match.route);
        co_return;
    }
    co_await write(std::move(reply));
}

// What says how the server is never waits for anything, and is answered to the last.
Task<void> Session::answer_route(const Route& route)
{
    bool is_health = route.path == health_path;
    if (is_health) {
        auto health = route.serve(*call_, empty);
        co_await write(std::move(health));
        co_return;
    }
    if (core_.draining && route.path != readiness_path) {
        keep_ = false;
        auto stopping = problem(503, "The server is stopping. Try again in a few seconds.");
        co_await write(std::move(stopping));
        co_return;
    }
    if (route.verb == Verb::get && route.lane != Lane::engine) {
        co_await serve_on_pool(route, empty);
        co_return;
    }
    // Who calls is settled before a byte of the body is read, and before a place in a long line is taken.
    std::function<void()> settle = [&] { admit(route); };
    bool ran = co_await on_pool(core_.quick, settle);
    if (ran && !reply_ && route.verb == Verb::get) {
        std::function<Reply()> work = [core = &core_, call = call_, &route] {
            return serve(core->setup, call, route, empty);
        };
        co_await answer_late(route, std::move(work));
    } else if (ran && !reply_)
        co_await answer_with_body(route);
    else
        co_await write(std::move(*reply_));
}

Task<void> Session::answer_with_body(const Route& route)
{
    if (route.receive) {
        co_await receive(route);
        co_return;
    }
    std::string body;
    if (body_unread_ && !is_json(call_->header("content-type"))) {
        auto refusal = problem(415, "Send the body as JSON, with Content-Type: application/json.");
        co_await write(std::move(refusal));
        co_return;
    }
    bool read = co_await read_json_body(body);
    if (read) co_await await_turn(route);
    if (read && !reply_ && route.lane == Lane::engine) {
        std::function<Reply()> work = [core = &core_, call = call_, &route, body = std::move(body)] {
            return serve(core->setup, call, route, body);
        };
        co_await answer_late(route, std::move(work));
    } else if (read && !reply_)
        co_await serve_on_pool(route, body);
    else if (reply_)
        co_await write(std::move(*reply_));
}

// What one person writes, and those of one network who sign in, go one after the other: whoever asks for much waits for
// themselves, and everybody else is served between two of theirs.
Task<void> Session::await_turn(const Route& route)
{
    bool signs_in = is_door(route);
    if (!signs_in && (route.lane != Lane::quick || !call_->signed_in)) co_return;
    const auto& limits = core_.setup.limits;
    auto who = signs_in ? "network " + network_of(call_->remote) : "person " + std::to_string(call_->signed_in->id);
    auto at_a_time = signs_in ? doors_of_network : 1;
    auto most_waiting = signs_in ? limits.waiting_slow : limits.busy_of_person;
    auto turn = co_await core_.turns.take(std::move(who), at_a_time, most_waiting);
    if (!turn) reply_ = problem(429, "Too many sign-ins of your network are under way. Try again in a few seconds.");
    turn_ = std::move(turn);
}

Task<void> Session::serve_on_pool(const Route& route, const std::string& body)
{
    std::function<void()> work = [&] {
        if (!place_) admit(route);
        if (!reply_) reply_ = serve(core_.setup, call_, route, body);
        complete(*call_, *reply_);
    };
    co_await on_pool(pool_of(route), work);
    turn_.reset(); // before a reader who is slow
    co_await write(std::move(*reply_));
}

Pool& Session::pool_of(const Route& route)
{
    if (route.path == readiness_path) return core_.health;
    if (route.lane == Lane::quick) return core_.quick;
    if (route.lane == Lane::away) return core_.away;
    if (route.lane == Lane::engine) return core_.engine;
    return is_door(route) ? core_.doors : core_.slow;
}

// What the caller, their departments and their network keep busy at a time stays within their shares.
bool Session::take_place(const Route& route)
{
    const auto& limits = core_.setup.limits;
    auto network = network_of(call_->remote);
    std::vector<Places::Share> shares{{"network " + network, limits.busy_of_network}};
    if (route.lane == Lane::engine) {
        auto who = call_->signed_in ? std::to_string(call_->signed_in->id) : network;
        shares.push_back({"engine for " + who, limits.busy_engine});
    }
    if (call_->signed_in) {
        shares.push_back({"person " + std::to_string(call_->signed_in->id), limits.busy_of_person});
        for (auto department : call_->signed_in->departments)
            shares.push_back({"department " + std::to_string(department), limits.busy_of_department});
    }
    place_ = core_.places.take(shares);
    if (!place_) reply_ = problem(429, "Too many requests of yours are under way at the same time. Wait for some.");
    return place_ != nullptr;
}

// Settles who calls and whether they may; otherwise reply_ holds the refusal.
void Session::admit(const Route& route)
{
    if (route.permission == Permission::anyone) {
        if (route.path.starts_with("/api/")) take_place(route); // whether the hub works can always be asked
        return;
    }
    auto token = token_of(call_->header("authorization"));
    if (!token.empty()) call_->signed_in = core_.setup.authenticate(token);
    if (!call_->signed_in) {
        reply_ = problem(401, token.empty() ? "Sign in first and send the token: Authorization: Token bop_…"
                                            : "This sign-in has ended. Sign in again.");
        return;
    }
    access_.user_id = call_->signed_in->id;
    if (!take_place(route)) return;
    if (route.permission == Permission::signed_in || call_->may(route.permission)) return;
    core_.setup.refused(*call_, route);
    reply_ = problem(403, core_.setup.who_can_grant(*call_->signed_in, route.permission));
}

Reply serve(const Setup& setup, const std::shared_ptr<Call>& call, const Route& route, std::string_view body)
{
    Once once(*call, route, sha256_hex(body));
    auto inside = [&](db::Session& session) {
        if (auto before = once.before(session)) return *before;
        call->session = &session;
        auto reply = route.serve(*call, body);
        call->session = nullptr;
        once.keep(session, reply);
        return reply;
    };
    auto in_transaction = [&] {
        auto& database = setup.services.get<db::Database>();
        return route.verb == Verb::get || route.only_looks ? database.read(inside) : database.transact(inside);
    };
    auto by_hand = [&] { return once.around([&] { return route.serve(*call, body); }); };
    auto reply = route.opens_own ? by_hand() : in_transaction();
    if (!call->tag.empty() && !reply.has("ETag")) reply.set("ETag", call->tag);
    if (!route.data_of.empty() && reply.status == 200) setup.data_read(*call, route);
    return reply;
}
} // namespace http

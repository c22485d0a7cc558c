#include "server/http/server.hpp"
#include "server/http/session.hpp"
#include <algorithm>
#include <future>

namespace http
{
namespace
{
constexpr auto as_tuple = net::as_tuple(net::use_awaitable);

// Closes the connection that has waited longest of whoever holds most of them, of those who hold more than `newcomer`,
// and at last of the newcomer's own network: who comes gets in, and nobody keeps the others out by holding connections,
// nor one account, or one who never signs in, the whole school, which comes from one address. False where all of these
// are at work.
bool make_room(const Core& core, const std::string& newcomer)
{
    std::map<std::string, std::size_t> held;
    std::map<std::string, Session*> longest; // that waits
    for (const auto& session : core.sessions) {
        ++held[session->holder()];
        if (!session->idle_since()) continue;
        auto& first = longest[session->holder()];
        if (!first || *session->idle_since() < *first->idle_since()) first = session.get();
    }
    auto* chosen = longest[newcomer];
    auto most = held[newcomer] + 1;
    for (const auto& [holder, session] : longest)
        if (session && held[holder] > most) {
            most = held[holder];
            chosen = session;
        }
    if (chosen) chosen->stop();
    return chosen != nullptr;
}

Task<void> accept_connections(Core& core)
{
    while (!core.stopping) {
        auto [failed, socket] = co_await core.acceptor.async_accept(as_tuple);
        if (core.stopping) break;
        if (failed) { // out of descriptors: wait for some to come back
            net::steady_timer pause(core.io, std::chrono::milliseconds(100));
            co_await pause.async_wait(net::use_awaitable);
            continue;
        }
        std::lock_guard lock(core.mutex);
        boost::system::error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        auto session = std::make_shared<Session>(core, std::move(socket));
        bool full = core.sessions.size() >= core.setup.limits.connections;
        if (full && !make_room(core, session->holder())) continue; // closes it
        core.sessions.insert(session);
        net::co_spawn(core.io, session->run(), net::detached);
    }
}
} // namespace

Core::Core(Setup given)
    : setup(std::move(given)), router(setup.routes), web(setup.web),
      quick(std::max(4u, std::thread::hardware_concurrency()), setup.limits.waiting_quick),
      slow(2, setup.limits.waiting_slow), away(2, setup.limits.waiting_away), engine(2, setup.limits.waiting_slow),
      doors(2, setup.limits.waiting_slow), health(1, setup.limits.waiting_slow),
      late(setup.limits.asked_within, setup.limits.late_kept)
{
    try {
        tcp::endpoint where(net::ip::make_address(setup.bind), setup.port);
        acceptor.open(where.protocol());
        acceptor.set_option(tcp::acceptor::reuse_address(true));
        acceptor.bind(where);
        acceptor.listen();
    } catch (const boost::system::system_error& error) {
        throw std::system_error(error.code());
    }
}

Server::Server(Setup setup) : core_(std::make_unique<Core>(std::move(setup)))
{
    core_->setup.services.add(core_->late);
}
Server::~Server() { stop(std::chrono::milliseconds(0)); }

std::uint16_t Server::port() const { return core_->acceptor.local_endpoint().port(); }

void Server::start()
{
    net::co_spawn(core_->io, accept_connections(*core_), net::detached);
    core_->thread = std::jthread([this] { core_->io.run(); });
}

bool Server::answers(std::chrono::milliseconds patience)
{
    auto round = std::make_shared<std::promise<void>>();
    auto came = round->get_future();
    net::post(core_->io, [round] { round->set_value(); });
    return came.wait_for(patience) == std::future_status::ready;
}

void Server::drain()
{
    core_->draining = true;
    net::post(core_->io, [core = core_.get()] {
        std::lock_guard lock(core->mutex);
        for (const auto& session : core->sessions) session->end_stream();
    });
}

void Server::stop(std::chrono::milliseconds grace)
{
    if (core_->stopping.exchange(true)) return;
    net::post(core_->io, [core = core_.get()] {
        boost::system::error_code ignored;
        core->acceptor.close(ignored);
        std::lock_guard lock(core->mutex);
        for (const auto& session : core->sessions) session->stop();
    });
    {
        std::unique_lock lock(core_->mutex);
        core_->all_gone.wait_for(lock, grace, [&] { return core_->sessions.empty(); });
    }
    core_->late.stop_all();
    core_->engine.threads.join();
    core_->quick.threads.join();
    core_->slow.threads.join();
    core_->away.threads.join();
    core_->doors.threads.join();
    core_->health.threads.join();
    core_->io.stop();
    if (core_->thread.joinable()) core_->thread.join();
    core_->sessions.clear();
}
} // namespace http

#pragma once
// A request that creates something and names an Idempotency-Key happens once: who sends it again gets the answer of the
// first time.
#include "server/http/route.hpp"
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace http
{
class Once
{
public:
    // The hash is of the body. Throws Stop (422) where the key is too long.
    Once(const Call& call, const Route& route, std::string_view body_sha256);

    bool applies() const { return !key_.empty(); }
    bool is_known() const; // the key, whatever it was used for
    // In the transaction of what is created. Throws Stop: 422 where the key was used for something else, 409 where the
    // first request has no answer yet.
    std::optional<Reply> before(db::Session& db) const;
    void keep(db::Session& db, const Reply& reply) const;
    // For work that opens transactions of its own.
    Reply around(const std::function<Reply()>& work) const;

private:
    const Call& call_;
    std::string key_, request_; // as hashes
};

// The receiver of the route's body. A body that was received before is read again, and answered as then.
std::unique_ptr<Receiver> receive_once(Call& call, const Route& route);
} // namespace http

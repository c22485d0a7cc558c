#pragma once
#include "server/db/session.hpp"
#include "server/runs/run_ref.hpp"
#include "server/users/scope.hpp"

namespace arrivals
{
// The newest file of a feed and period, with the newest run of it.
struct Sent {
    std::int64_t feed_id = 0;
    std::string period;
    std::int64_t upload_id = 0;
    std::optional<runs::RunRef> run;
};
BOOST_DESCRIBE_STRUCT(Sent, (), (feed_id, period, upload_id, run))
std::vector<Sent> newest_sent(db::Session& db, const users::Scope& scope, const std::vector<std::string>& periods);
} // namespace arrivals

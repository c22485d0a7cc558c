#pragma once
// Rows to fix that somebody asked a colleague to correct.
#include "base/result.hpp"
#include "server/db/session.hpp"
#include "server/users/user.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

namespace runs
{
struct Handover {
    users::UserRef to;
    std::optional<users::UserRef> by;
    std::optional<std::string> note;
    std::string at;
};
BOOST_DESCRIBE_STRUCT(Handover, (), (to, by, note, at))

struct NewHandover {
    std::int64_t to_id = 0;
    std::optional<std::string> note{};
};
BOOST_DESCRIBE_STRUCT(NewHandover, (), (to_id, note))

std::optional<Handover> find_handover(db::Session& db, std::int64_t run_id);
// Who else may correct the run's rows: people who send for its department, then the data office; by name.
std::vector<users::UserRef> who_may_take(db::Session& db, std::int64_t run_id, std::int64_t except);
// Asks that person; whoever was asked before is no longer. Refuses (as may_fix does) runs that cannot be corrected by
// `who`, and (invalid) a person who may not correct them.
Result<Handover> hand_over(db::Session& db, const users::User& who, std::int64_t run_id, const NewHandover& input);
} // namespace runs

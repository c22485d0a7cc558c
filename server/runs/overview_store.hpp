#pragma once
// What the overview says of departments and their regular files, in one statement.
#include "engine/contract/contract.hpp"
#include "server/db/session.hpp"
#include "server/departments/department.hpp"
#include "server/feeds/feed_ref.hpp"
#include "server/users/scope.hpp"
#include <optional>
#include <string>
#include <vector>

namespace runs
{
// One for each regular file whose rules are in force, and one for a department without any.
struct Placed {
    departments::DepartmentRef department;
    std::optional<feeds::FeedRef> feed;
    std::optional<engine::Period> period;
    std::string now; // of the database
};
BOOST_DESCRIBE_STRUCT(Placed, (), (department, feed, period, now))

// By the names of departments, at most 200 of them, then in the order that the files were made.
std::vector<Placed> placed_feeds(db::Session& db, const users::Scope& scope);
} // namespace runs

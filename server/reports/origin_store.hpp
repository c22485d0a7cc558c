#pragma once
#include "server/db/session.hpp"
#include "server/reports/origin.hpp"
#include "server/users/scope.hpp"

namespace reports
{
// Every version in scope that has a file of these bytes, also as a part of it; newest first.
std::vector<KnownFile> files_with(db::Session& db, const users::Scope& scope, const std::string& sha256);

struct Correction {
    std::int64_t line = 0;
    std::optional<std::string> sheet;
    std::string column;
    std::optional<std::string> from, to, reason, by;
    std::string at;
};
BOOST_DESCRIBE_STRUCT(Correction, (), (line, sheet, column, from, to, reason, by, at))
// What a run was made with, oldest first.
std::vector<Correction> corrections_of(db::Session& db, std::int64_t run_id);
// The last one on the way to this run that a person let through.
std::optional<RowApproval> approval_of(db::Session& db, std::int64_t run_id);
} // namespace reports

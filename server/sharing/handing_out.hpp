#pragma once
// Files of a report or of a part of it, to somebody whom they were sent to.
#include "server/db/session.hpp"
#include "server/http/call.hpp"
#include "server/http/reply.hpp"
#include "server/reports/report.hpp"
#include "server/sharing/standing_store.hpp"

namespace sharing
{
enum class VersionState { newest, superseded, withdrawn };
BOOST_DESCRIBE_ENUM(VersionState, newest, superseded, withdrawn)
VersionState state_of(const reports::Report& report, const ReportStanding& standing);

// What is to be read before a report with people's data is taken.
std::string notice_of(const reports::Report& report);
// Leaves the handler with 409 where that was not read.
void require_notice(const reports::Report& report, bool personal, bool read);

// All of them, or those of the part; none where the part is not kept any more.
std::vector<reports::ReportFile> files_of(db::Session& db, const reports::Report& report,
                                          const std::optional<std::string>& part, std::optional<std::int64_t> part_id,
                                          const std::vector<reports::ReportFormat>& formats);
// Leaves the handler with 410 of a withdrawn report, 404 without such a file.
reports::ReportFile require_file(db::Session& db, const reports::Report& report, const std::optional<std::string>& part,
                                 std::optional<std::int64_t> part_id, const std::vector<reports::ReportFormat>& formats,
                                 reports::ReportFormat wanted);
// To somebody to whom the holder of the rows sent them.
http::Download handed_out(http::Call& call, const reports::Report& report, const reports::ReportFile& file);
} // namespace sharing

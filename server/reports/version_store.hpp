#pragma once
// Versions of a report by their place among the others.
#include "server/reports/report_store.hpp"

namespace reports
{
std::optional<Report> find_version(db::Session& db, const std::string& report_key, std::int64_t version);
// The one right before that one; nothing of the first.
std::optional<Report> version_before(db::Session& db, const Report& report);
// The id of the report of the feed that was published last.
std::optional<std::int64_t> newest_of(db::Session& db, std::int64_t feed_id);
// The report of the newest period in the version that holds: neither withdrawn nor replaced.
std::optional<Report> newest_in_force(db::Session& db, std::int64_t feed_id);
} // namespace reports

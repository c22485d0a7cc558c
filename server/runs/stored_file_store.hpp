#pragma once
// Whether any row still refers to a stored file.
#include "server/db/session.hpp"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace runs
{
bool refers_to_upload(db::Session& db, std::string_view sha256);
bool refers_to_export(db::Session& db, std::string_view sha256);
// What a run made: its files, those of its report, and its checkpoints.
std::vector<std::string> exports_of(db::Session& db, std::int64_t run_id);
} // namespace runs

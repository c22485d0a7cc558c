#pragma once
// Whether any row still refers to a stored file.
#include "server/db/session.hpp"
#include <string_view>

namespace runs
{
bool refers_to_upload(db::Session& db, std::string_view sha256);
bool refers_to_export(db::Session& db, std::string_view sha256);
} // namespace runs

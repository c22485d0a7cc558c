#pragma once
// Correction sheets that came back, and the run that each of them is for.
#include "engine/review/slip_return.hpp"
#include "server/db/session.hpp"
#include "server/users/user.hpp"
#include <string>

namespace runs
{
struct NewSlip {
    std::int64_t run_id = 0;
    std::string file_name;
    std::string sha256; // in uploads
    std::int64_t bytes = 0;
    std::int64_t sender_id = 0;
};
std::int64_t insert_slip(db::Session& db, const NewSlip& slip, const engine::SlipMerge& merged);

// A sheet belongs to its file: where the run has been continued since, to the newest run over the same upload.
std::int64_t newest_of_file(db::Session& db, std::int64_t run_id);
} // namespace runs

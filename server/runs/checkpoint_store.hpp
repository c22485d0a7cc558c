#pragma once
// What `stage` made of this input. Found again by a later attempt of the same run, or by a run whose chain of parents
// has one for the same input.
#include "engine/run/watcher.hpp"
#include "server/db/session.hpp"
#include "server/runs/input_store.hpp"

namespace runs
{
struct Checkpoint {
    std::string input_hash;
    std::string output_sha256;
    std::int64_t output_bytes = 0;
    std::string code_version;
};
BOOST_DESCRIBE_STRUCT(Checkpoint, (), (input_hash, output_sha256, output_bytes, code_version))

// False where the fence no longer holds.
bool save_checkpoint(db::Session& db, const Fence& fence, std::int64_t attempt, engine::StageName stage,
                     const Checkpoint& checkpoint);
std::optional<Checkpoint> find_checkpoint(db::Session& db, std::int64_t run_id, engine::StageName stage,
                                          const std::string& input_hash, const std::string& code_version);
} // namespace runs

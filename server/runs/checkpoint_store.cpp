#include "server/runs/checkpoint_store.hpp"
#include "server/jobs/job_store.hpp"

namespace runs
{
bool save_checkpoint(db::Session& db, const Fence& fence, std::int64_t attempt, engine::StageName stage,
                     const Checkpoint& checkpoint)
{
    static constexpr auto sql = R"sql(
        INSERT INTO stage_results (run_id, attempt, stage, input_hash, output_sha256, output_bytes, code_version, epoch)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8))sql";
    if (!jobs::holds(db, fence)) return false;
    db.exec(sql, fence.run_id, attempt, stage, checkpoint.input_hash, checkpoint.output_sha256, checkpoint.output_bytes,
            checkpoint.code_version, fence.epoch);
    return true;
}

std::optional<Checkpoint> find_checkpoint(db::Session& db, std::int64_t run_id, engine::StageName stage,
                                          const std::string& input_hash, const std::string& code_version)
{
    static constexpr auto sql = R"sql(
        WITH RECURSIVE chain (id) AS (
            SELECT id FROM runs WHERE id = $1
            UNION ALL SELECT r.parent_run_id FROM runs r JOIN chain c ON r.id = c.id WHERE r.parent_run_id IS NOT NULL)
        SELECT x.input_hash, x.output_sha256, x.output_bytes, x.code_version FROM stage_results x JOIN chain c ON c.id = x.run_id
         WHERE x.stage = $2 AND x.input_hash = $3 AND x.code_version = $4 ORDER BY x.run_id DESC, x.attempt DESC LIMIT 1)sql";
    return db.find<Checkpoint>(sql, run_id, stage, input_hash, code_version);
}
} // namespace runs

#include "server/runs/slip_store.hpp"
#include "server/objects/object_store.hpp"

namespace runs
{
std::int64_t insert_slip(db::Session& db, const NewSlip& slip, const engine::SlipMerge& merged)
{
    static constexpr auto sql = R"sql(
        INSERT INTO slips (run_id, file_name, sha256, bytes, sender_id, rows_in, rows_joined, received_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id)sql";
    objects::keep(db, {storage::Kind::upload, slip.sha256, slip.bytes});
    return db.value<std::int64_t>(sql, slip.run_id, slip.file_name, slip.sha256, slip.bytes, slip.sender_id,
                                  merged.rows, merged.joined, db.now());
}

std::int64_t newest_of_file(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        WITH RECURSIVE later (id) AS (
            SELECT id FROM runs WHERE id = $1
            UNION SELECT r.id FROM runs r JOIN later l ON r.parent_run_id = l.id)
        SELECT MAX(id) AS id FROM later)sql";
    return db.value<std::int64_t>(sql, run_id);
}
} // namespace runs

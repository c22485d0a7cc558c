#include "server/sharing/withdrawal_store.hpp"

namespace sharing
{
Result<void> withdraw(db::Session& db, std::int64_t report_id, const std::string& by, const std::string& reason)
{
    static constexpr auto sql = R"sql(
        UPDATE reports SET withdrawn_at = $2, withdrawn_by = $3, withdrawn_reason = $4
         WHERE id = $1 AND withdrawn_at IS NULL)sql";
    if (db.exec(sql, report_id, db.now(), by, reason) == 0)
        return refuse(Why::conflict, "This version was withdrawn already.");
    return {};
}
} // namespace sharing

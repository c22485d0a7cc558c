#include "server/users/recipient_store.hpp"

namespace users
{
std::vector<Recipient> find_recipients(db::Session& db, const std::vector<std::int64_t>& ids)
{
    db::Query query("SELECT id, name, email FROM users WHERE disabled_at IS NULL");
    query.add_in(" AND id", ids);
    return db.all<Recipient>(query.add(" ORDER BY name, id"));
}

std::vector<UserRef> find_refs(db::Session& db, const std::vector<std::int64_t>& ids)
{
    std::vector<UserRef> refs;
    for (auto& one : find_recipients(db, ids)) refs.push_back({one.id, one.name});
    return refs;
}
} // namespace users

#include "server/users/retention_store.hpp"

namespace users
{
Forgotten forget_what_ended(db::Session& db)
{
    static constexpr auto tokens = "DELETE FROM tokens WHERE expires_at < $1 OR idle_until < $1 OR revoked_at < $1";
    static constexpr auto codes = "DELETE FROM account_codes WHERE expires_at < $1";
    return {db.exec(tokens, db.now(-std::chrono::hours(24 * 90))),
            db.exec(codes, db.now(-std::chrono::hours(24 * 30)))};
}
} // namespace users

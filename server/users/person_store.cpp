#include "server/users/person_store.hpp"
#include "server/users/code_store.hpp"
#include "server/users/token_store.hpp"

namespace users
{
namespace
{
// Takes the rows of the admins, so that two admins cannot remove each other at the same moment.
void lock_admins(db::Session& db) { db.exec("UPDATE users SET role = role WHERE role = 'admin'"); }

bool is_last_admin(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        SELECT EXISTS (SELECT 1 FROM users WHERE id = $1 AND role = 'admin' AND disabled_at IS NULL)
           AND NOT EXISTS (SELECT 1 FROM users WHERE id <> $1 AND role = 'admin' AND disabled_at IS NULL
                                                 AND email_verified_at IS NOT NULL))sql";
    return db.value<bool>(sql, id);
}

std::unexpected<Refusal> last_admin()
{
    return refuse(Why::conflict, "This is the last admin. Make somebody else an admin first.");
}

Result<void> set_departments(db::Session& db, std::int64_t id, const std::vector<MembershipOf>& departments)
{
    static constexpr auto join = R"sql(
        INSERT INTO memberships (user_id, department_id, may_send)
        SELECT $1, id, $3 FROM departments WHERE id = $2
        ON CONFLICT (user_id, department_id) DO UPDATE SET may_send = $3)sql";
    db.exec("DELETE FROM memberships WHERE user_id = $1", id);
    for (const auto& one : departments)
        if (db.exec(join, id, one.department_id, one.may_send) == 0)
            return refuse(Why::invalid,
                          "There is no department with the number " + std::to_string(one.department_id) + ".");
    return {};
}
} // namespace

Result<User> change(db::Session& db, std::int64_t id, const PersonChange& wanted)
{
    lock_admins(db);
    if (wanted.role != Role::admin && is_last_admin(db, id)) return last_admin();
    if (db.exec("UPDATE users SET name = $2, role = $3 WHERE id = $1", id, wanted.name, wanted.role) == 0)
        return refuse(Why::not_found, "There is no such person.");
    if (auto set = set_departments(db, id, wanted.departments); !set) return std::unexpected(set.error());
    return find_anyone(db, id).value();
}

Result<User> disable(db::Session& db, std::int64_t id)
{
    lock_admins(db);
    if (is_last_admin(db, id)) return last_admin();
    if (db.exec("UPDATE users SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL", id, db.now()) == 0)
        return refuse(Why::not_found, "There is no such person, or the account is switched off already.");
    revoke_tokens_of(db, id);
    end_codes_of(db, id);
    return find_anyone(db, id).value();
}

Result<User> enable(db::Session& db, std::int64_t id)
{
    if (db.exec("UPDATE users SET disabled_at = NULL WHERE id = $1 AND disabled_at IS NOT NULL", id) == 0)
        return refuse(Why::not_found, "There is no such person, or the account is on already.");
    return find_anyone(db, id).value();
}

void set_first_password(db::Session& db, std::int64_t id, const std::string& hash,
                        const std::optional<std::string>& name)
{
    static constexpr auto sql = R"sql(
        UPDATE users SET password_hash = $2, name = COALESCE($3, name),
                         email_verified_at = COALESCE(email_verified_at, $4)
         WHERE id = $1)sql";
    db.exec(sql, id, hash, name, db.now());
}

void note_verified(db::Session& db, std::int64_t id)
{
    db.exec("UPDATE users SET email_verified_at = COALESCE(email_verified_at, $2) WHERE id = $1", id, db.now());
}

void note_inviter(db::Session& db, std::int64_t id, std::int64_t inviter_id)
{
    db.exec("UPDATE users SET invited_by_id = $2 WHERE id = $1", id, inviter_id);
}
} // namespace users

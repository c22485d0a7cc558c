#include "server/users/user_store.hpp"
#include "server/users/user_columns.hpp"
#include <map>

namespace users
{
namespace
{
struct AdminAddress {
    std::string email;
};
BOOST_DESCRIBE_STRUCT(AdminAddress, (), (email))

constexpr db::Order orders[] = {{"name", "u.name"}, {"email", "u.email"}, {"id", "u.id"}};

struct MembershipRow {
    std::int64_t user_id = 0;
    departments::DepartmentRef department;
    bool may_send = false;
};
BOOST_DESCRIBE_STRUCT(MembershipRow, (), (user_id, department, may_send))

struct PasswordRow {
    std::string password_hash;
};
BOOST_DESCRIBE_STRUCT(PasswordRow, (), (password_hash))

void add_departments(db::Session& db, std::vector<User>& people)
{
    std::map<std::int64_t, User*> by_id;
    std::vector<std::int64_t> ids;
    for (auto& person : people) {
        by_id[person.id] = &person;
        ids.push_back(person.id);
    }
    db::Query query(R"sql(
        SELECT m.user_id, d.id AS department_id, d.key AS department_key, d.name AS department_name, m.may_send
          FROM memberships m JOIN departments d ON d.id = m.department_id WHERE TRUE)sql");
    query.add_in(" AND m.user_id", ids).add(" ORDER BY d.name, d.id");
    for (auto& row : db.all<MembershipRow>(query))
        by_id[row.user_id]->departments.push_back({row.department, row.may_send});
}

std::optional<User> find_where(db::Session& db, const db::Query& where)
{
    db::Query query("SELECT ");
    query.add(user_columns).add(" FROM users u WHERE ").add(where);
    auto people = db.all<User>(query);
    if (people.empty()) return std::nullopt;
    add_departments(db, people);
    return people.front();
}

void add_state(db::Query& where, UserState state)
{
    switch (state) {
    case UserState::active:
        where.add(" AND u.disabled_at IS NULL AND u.email_verified_at IS NOT NULL");
        break;
    case UserState::invited:
        where.add(" AND u.disabled_at IS NULL AND u.email_verified_at IS NULL AND u.password_hash = ''");
        break;
    case UserState::unverified:
        where.add(" AND u.disabled_at IS NULL AND u.email_verified_at IS NULL AND u.password_hash <> ''");
        break;
    case UserState::disabled:
        where.add(" AND u.disabled_at IS NOT NULL");
        break;
    }
}

std::string lower(std::string_view text)
{
    std::string made(text);
    for (char& c : made)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return made;
}
} // namespace

Result<User> insert(db::Session& db, const NewUser& user)
{
    static constexpr auto sql = R"sql(
        INSERT INTO users (email, name, role, password_hash, demo, created_at, email_verified_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (email) DO NOTHING
        RETURNING id, name)sql";
    static constexpr auto join = "INSERT INTO memberships (user_id, department_id, may_send) VALUES ($1, $2, $3)";
    auto now = db.now();
    auto made = db.find<UserRef>(sql, lower(user.email), user.name, user.role, user.password_hash, user.demo, now,
                                 user.verified ? std::optional(now) : std::nullopt);
    if (!made) return refuse(Why::conflict, "Somebody with the address " + user.email + " is here already.");
    for (const auto& membership : user.departments)
        db.exec(join, made->id, membership.department_id, membership.may_send);
    return find(db, made->id).value();
}

std::optional<User> find(db::Session& db, std::int64_t id)
{
    return find_where(db, db::Query("u.disabled_at IS NULL AND u.id = ?", id));
}

std::optional<User> find_anyone(db::Session& db, std::int64_t id) { return find_where(db, db::Query("u.id = ?", id)); }

std::optional<User> find_by_email(db::Session& db, std::string_view email)
{
    return find_where(db, db::Query("u.disabled_at IS NULL AND u.email = ?", lower(email)));
}

std::optional<std::string> password_hash(db::Session& db, std::int64_t id)
{
    auto found = db.find<PasswordRow>("SELECT password_hash FROM users WHERE id = $1 AND disabled_at IS NULL", id);
    if (!found) return std::nullopt;
    return found->password_hash;
}

void set_password_hash(db::Session& db, std::int64_t id, const std::string& hash)
{
    db.exec("UPDATE users SET password_hash = $2 WHERE id = $1", id, hash);
}

Result<db::Page<User>> list(db::Session& db, const UserFilter& filter, const db::PageQuery& wanted)
{
    db::Query where("TRUE");
    if (filter.search) {
        auto pattern = db::like_pattern(*filter.search);
        where.add(" AND (LOWER(u.name) LIKE ? ESCAPE '!' OR u.email LIKE ? ESCAPE '!')", pattern, pattern);
    }
    if (filter.state) add_state(where, *filter.state);
    auto page = db::page<User>(db, {user_columns, "users u", "u.id", where, orders}, wanted);
    if (page) add_departments(db, page->results);
    return page;
}

std::string names_of(db::Session& db, const std::vector<Role>& roles, std::optional<std::int64_t> except)
{
    constexpr std::size_t most = 5;
    if (roles.empty()) return "";
    db::Query query(
        "SELECT id, name FROM users WHERE disabled_at IS NULL AND email_verified_at IS NOT NULL AND role IN (");
    for (std::size_t i = 0; i < roles.size(); ++i) query.add(i == 0 ? db::Sql("?") : db::Sql(", ?"), roles[i]);
    query.add(") ORDER BY CASE role");
    for (std::size_t i = 0; i < roles.size(); ++i) query.add(" WHEN ? THEN ?", roles[i], i);
    query.add(" END, name, id LIMIT ?", most + 1);
    std::string names;
    std::size_t said = 0;
    for (const auto& person : db.all<UserRef>(query)) {
        if (person.id == except || said++ == most) continue;
        names += (names.empty() ? "" : " or ") + person.name;
    }
    return names;
}

std::vector<std::string> addresses_of_admins(db::Session& db)
{
    std::vector<std::string> addresses;
    for (auto& one : db.all<AdminAddress>("SELECT email FROM users WHERE role = 'admin' AND disabled_at IS NULL AND "
                                          "email_verified_at IS NOT NULL ORDER BY id"))
        addresses.push_back(std::move(one.email));
    return addresses;
}

bool nobody(db::Session& db) { return db.value<std::int64_t>("SELECT COUNT(*) FROM users") == 0; }
} // namespace users

#include "server/departments/department_store.hpp"
#include <algorithm>

namespace departments
{
namespace
{
constexpr auto columns = R"sql(
    d.id, d.key, d.name, (SELECT COUNT(*) FROM feeds f WHERE f.department_id = d.id) AS feeds,
    (SELECT COUNT(*) FROM memberships m WHERE m.department_id = d.id) AS people,
    c.id AS contact_id, c.name AS contact_name, s.id AS deputy_id, s.name AS deputy_name)sql";
constexpr auto from = R"sql(departments d
    LEFT JOIN users c ON c.id = d.contact_id AND c.disabled_at IS NULL
    LEFT JOIN users s ON s.id = d.deputy_id AND s.disabled_at IS NULL)sql";
constexpr db::Order orders[] = {{"name", "d.name"}, {"key", "d.key"}, {"id", "d.id"}};

bool is_key(std::string_view key)
{
    return !key.empty() && key.size() <= 64 && key.front() != '-' && key.back() != '-' &&
           std::ranges::all_of(key,
                               [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}
} // namespace

Result<db::Page<Department>> list(db::Session& db, const users::Scope& scope, const db::PageQuery& wanted)
{
    db::Query where("TRUE");
    scope.limit(where, " AND d.id");
    return db::page<Department>(db, {columns, from, "d.id", where, orders}, wanted);
}

std::optional<Department> find(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from).add(" WHERE d.id = ?", id);
    scope.limit(query, " AND d.id");
    return db.find<Department>(query);
}

std::optional<DepartmentRef> find_by_key(db::Session& db, std::string_view key)
{
    return db.find<DepartmentRef>("SELECT id, key, name FROM departments WHERE key = $1", key);
}

json::FieldErrors errors_in(const NewDepartment& department)
{
    json::FieldErrors errors;
    if (!is_key(department.key))
        errors.push_back({"key", "must be made of lower-case letters, digits and dashes, such as 'attendance'"});
    if (department.name.empty()) errors.push_back({"name", "must not be empty"});
    return errors;
}

Result<Department> change(db::Session& db, std::int64_t id, const DepartmentChange& wanted)
{
    static constexpr auto sql = "UPDATE departments SET name = $2, contact_id = $3, deputy_id = $4 WHERE id = $1";
    static constexpr auto is_there = "SELECT EXISTS (SELECT 1 FROM users WHERE id = $1 AND disabled_at IS NULL)";
    if (wanted.name.find_first_not_of(' ') == wanted.name.npos)
        return refuse(Why::invalid, "The department needs a name.");
    for (const auto& person : {wanted.contact_id, wanted.deputy_id})
        if (person && !db.value<bool>(is_there, *person))
            return refuse(Why::invalid, "The contact and the deputy must be people who can sign in here.");
    if (db.exec(sql, id, wanted.name, wanted.contact_id, wanted.deputy_id) == 0)
        return refuse(Why::not_found, "There is no such department.");
    return find(db, users::Scope::everything(), id).value();
}

Result<Department> insert(db::Session& db, const NewDepartment& department, bool demo)
{
    static constexpr auto sql = R"sql(
        INSERT INTO departments (key, name, demo, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (key) DO NOTHING
        RETURNING id, key, name)sql";
    if (auto errors = errors_in(department); !errors.empty())
        return refuse(Why::invalid, errors.front().at + " " + errors.front().detail + ".");
    auto made = db.find<DepartmentRef>(sql, department.key, department.name, demo, db.now());
    if (made) return find(db, users::Scope::everything(), made->id).value();
    return refuse(Why::conflict, "There is a department with the key '" + department.key + "' already.");
}
} // namespace departments

#include "server/departments/department_store.hpp"
#include <algorithm>

namespace departments
{
namespace
{
constexpr auto columns = R"sql(
    d.id, d.key, d.name, (SELECT COUNT(*) FROM feeds f WHERE f.department_id = d.id) AS feeds,
    (SELECT COUNT(*) FROM memberships m WHERE m.department_id = d.id) AS people)sql";
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
    return db::page<Department>(db, {columns, "departments d", "d.id", where, orders}, wanted);
}

std::optional<Department> find(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM departments d WHERE d.id = ?", id);
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

Result<Department> insert(db::Session& db, const NewDepartment& department, bool demo)
{
    static constexpr auto sql = R"sql(
        INSERT INTO departments (key, name, demo, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (key) DO NOTHING
        RETURNING id, key, name, 0 AS feeds, 0 AS people)sql";
    if (auto errors = errors_in(department); !errors.empty())
        return refuse(Why::invalid, errors.front().at + " " + errors.front().detail + ".");
    auto made = db.find<Department>(sql, department.key, department.name, demo, db.now());
    if (made) return *made;
    return refuse(Why::conflict, "There is a department with the key '" + department.key + "' already.");
}
} // namespace departments

#pragma once
#include "base/json.hpp"
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/departments/department.hpp"
#include "server/users/scope.hpp"
#include <optional>
#include <string_view>

namespace departments
{
// Orderings: name (default), key, id.
Result<db::Page<Department>> list(db::Session& db, const users::Scope& scope, const db::PageQuery& wanted);
std::optional<Department> find(db::Session& db, const users::Scope& scope, std::int64_t id);
// Whatever the caller may see: contracts name departments by key.
std::optional<DepartmentRef> find_by_key(db::Session& db, std::string_view key);
// What is wrong with it: a key is made of lower-case letters, digits and dashes, and a name is not empty.
json::FieldErrors errors_in(const NewDepartment& department);
// Refuses what errors_in finds, and a key that is taken.
// Refuses an empty name, and a contact or deputy who is not there or switched off.
Result<Department> change(db::Session& db, std::int64_t id, const DepartmentChange& wanted);
Result<Department> insert(db::Session& db, const NewDepartment& department, bool demo = false);
} // namespace departments

#include "server/departments/department_routes.hpp"
#include "server/audit/note.hpp"
#include "server/departments/department_store.hpp"
#include "server/http/list.hpp"
#include "server/http/problem.hpp"
#include "server/users/caller.hpp"

namespace departments
{
namespace may = http::may;

namespace
{
struct DepartmentQuery : http::PageParameters {
};
BOOST_DESCRIBE_STRUCT(DepartmentQuery, (http::PageParameters), ())

http::List<Department> list_departments(http::Call& call, DepartmentQuery query)
{
    return http::list_of(call, require(list(call.db(), users::scope_of(call), query.page())));
}

http::Created<Department> create_department(http::Call& call, NewDepartment input)
{
    if (auto errors = errors_in(input); !errors.empty()) throw http::Stop(http::invalid(errors, false));
    auto department = require(insert(call.db(), input));
    audit::note(call.db(), call, "department.create", {"department", department.id, department.id}, department.key);
    return {department};
}

Department change_department(http::Call& call, DepartmentChange input)
{
    auto department = require(change(call.db(), call.id(), input));
    audit::note(call.db(), call, "department.change", {"department", department.id, department.id}, department.key);
    return department;
}

constexpr http::Route department_routes[] = {
    http::get<&list_departments>("/api/departments", may::read_departments, "List departments by name"),
    http::post<&create_department>("/api/departments", may::manage_departments, "Add a department"),
    http::post<&change_department>("/api/departments/{id}/change", may::manage_departments,
                                   "Change the name, the contact and the deputy"),
};
} // namespace

std::span<const http::Route> routes() { return department_routes; }
} // namespace departments

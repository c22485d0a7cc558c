#include "server/departments/department_routes.hpp"
#include "base/sha256.hpp"
#include "server/audit/audit_store.hpp"
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

// Of what can be changed; the counts beside it change by themselves.
std::string tag_of(const Department& department)
{
    DepartmentChange state{department.name, {}, {}};
    if (department.contact) state.contact_id = department.contact->id;
    if (department.deputy) state.deputy_id = department.deputy->id;
    return '"' + sha256_hex(json::serialize(json::encode(state))).substr(0, 16) + '"';
}

Department require_department(http::Call& call)
{
    auto department = find(call.db(), users::scope_of(call), call.id());
    if (!department) throw Refusal{Why::not_found, "There is no such department."};
    return *department;
}

Department show_department(http::Call& call)
{
    auto department = require_department(call);
    call.tag = tag_of(department);
    return department;
}

// Where the caller says which state they have seen, nobody must have changed it since.
void require_seen(http::Call& call)
{
    if (call.header("if-match").empty()) return;
    auto department = require_department(call);
    std::string who = "Somebody";
    for (const auto& event : audit::events_of(call.db(), "department", department.id))
        if (event.action == "department.change") who = event.actor;
    call.require_match(tag_of(department), who + " has changed this department meanwhile. Open it again.");
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
    require_seen(call);
    auto department = require(change(call.db(), call.id(), input));
    audit::note(call.db(), call, "department.change", {"department", department.id, department.id}, department.key);
    return department;
}

constexpr http::Route department_routes[] = {
    http::get<&list_departments>("/api/departments", may::read_departments, "List departments by name"),
    http::get<&show_department>("/api/departments/{id}", may::read_departments, "Show a department").tagged(),
    http::post<&create_department>("/api/departments", may::manage_departments, "Add a department"),
    http::post<&change_department>("/api/departments/{id}/change", may::manage_departments,
                                   "Change the name, the contact and the deputy")
        .tagged(),
};
} // namespace

std::span<const http::Route> routes() { return department_routes; }
} // namespace departments

#pragma once
// Who sends data. People belong to departments.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace departments
{
struct DepartmentRef {
    std::int64_t id = 0;
    std::string key; // "attendance", as contracts name it
    std::string name;
};
BOOST_DESCRIBE_STRUCT(DepartmentRef, (), (id, key, name))

struct PersonRef {
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

struct Department {
    std::int64_t id = 0;
    std::string key;
    std::string name;
    std::int64_t feeds = 0;
    std::int64_t people = 0;
    std::optional<PersonRef> contact; // whom its people ask
    std::optional<PersonRef> deputy;  // who stands in
};
BOOST_DESCRIBE_STRUCT(Department, (), (id, key, name, feeds, people, contact, deputy))

struct NewDepartment {
    std::string key;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(NewDepartment, (), (key, name))

struct DepartmentChange {
    std::string name;
    std::optional<std::int64_t> contact_id, deputy_id;
};
BOOST_DESCRIBE_STRUCT(DepartmentChange, (), (name, contact_id, deputy_id))
} // namespace departments

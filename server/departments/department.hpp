#pragma once
// Who sends data. People belong to departments.
#include <boost/describe.hpp>
#include <cstdint>
#include <string>

namespace departments
{
struct DepartmentRef {
    std::int64_t id = 0;
    std::string key; // "attendance", as contracts name it
    std::string name;
};
BOOST_DESCRIBE_STRUCT(DepartmentRef, (), (id, key, name))

struct Department {
    std::int64_t id = 0;
    std::string key;
    std::string name;
    std::int64_t feeds = 0;
    std::int64_t people = 0;
};
BOOST_DESCRIBE_STRUCT(Department, (), (id, key, name, feeds, people))

struct NewDepartment {
    std::string key;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(NewDepartment, (), (key, name))
} // namespace departments

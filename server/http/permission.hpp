#pragma once
// What a route asks of the person who calls it. A role is a set of these (app/roles.cpp).
#include <boost/describe.hpp>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace http
{
enum class Permission {
    anyone,      // no sign-in needed
    signed_in,   // any role
    own_account, // the own password, devices, second factor; never of a script's token
    read_departments,
    manage_departments,
    read_feeds,
    write_feeds,
    upload,
    read_runs,
    write_runs,
    fix,
    approve,
    read_reports,
    read_people,
    manage_people,
    read_audit,
    read_system,
    manage_system,
    manage_students, // find, hand out and erase what is held about one student
};
BOOST_DESCRIBE_ENUM(Permission, anyone, signed_in, own_account, read_departments, manage_departments, read_feeds,
                    write_feeds, upload, read_runs, write_runs, fix, approve, read_reports, read_people, manage_people,
                    read_audit, read_system, manage_system, manage_students)

namespace may
{
using enum Permission;
}

class Permissions
{
public:
    constexpr Permissions() = default;
    constexpr Permissions(std::initializer_list<Permission> list)
    {
        for (auto one : list) bits_ |= bit(one);
    }
    constexpr bool has(Permission one) const { return (bits_ & bit(one)) != 0; }
    constexpr void add(Permission one) { bits_ |= bit(one); }
    std::vector<Permission> list() const;

private:
    static constexpr std::uint64_t bit(Permission one) { return std::uint64_t{1} << static_cast<int>(one); }
    std::uint64_t bits_ = 0;
};
} // namespace http

#include "server/http/permission.hpp"
#include <boost/mp11.hpp>

namespace http
{
std::vector<Permission> Permissions::list() const
{
    std::vector<Permission> held;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Permission>>([&](auto one) {
        if (has(one.value)) held.push_back(one.value);
    });
    return held;
}
} // namespace http

#include "server/http/permission.hpp"
#include <boost/mp11.hpp>

namespace http
{
std::vector<std::string> Permissions::names() const
{
    std::vector<std::string> names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Permission>>([&](auto one) {
        if (has(one.value)) names.emplace_back(one.name);
    });
    return names;
}
} // namespace http

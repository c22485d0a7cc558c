#include "server/http/router.hpp"
#include <stdexcept>

namespace http
{
namespace
{
// Takes the first segment off "/a/b"; false at the end.
bool next_segment(std::string_view& rest, std::string_view& segment)
{
    if (rest.empty() || rest.front() != '/') return false;
    rest.remove_prefix(1);
    auto slash = rest.find('/');
    segment = rest.substr(0, slash);
    rest = slash == rest.npos ? std::string_view{} : rest.substr(slash);
    return true;
}
} // namespace

Router::Router(const RouteTable& table)
{
    for (auto routes : table)
        for (const auto& route : routes) {
            Node* node = &root_;
            std::string_view rest = route.path, segment;
            while (next_segment(rest, segment)) {
                if (segment.starts_with('{')) {
                    if (!node->any) node->any = std::make_unique<Node>();
                    node->name = segment.substr(1, segment.size() - 2);
                    node = node->any.get();
                } else {
                    auto& child = node->children[std::string(segment)];
                    if (!child) child = std::make_unique<Node>();
                    node = child.get();
                }
            }
            auto& slot = node->routes[static_cast<int>(route.verb)];
            if (slot) throw std::logic_error("two routes at " + std::string(route.path));
            slot = &route;
        }
}

Router::Match Router::find(std::string_view method, std::string_view path) const
{
    Match match;
    const Node* node = &root_;
    std::string_view segment;
    while (next_segment(path, segment)) {
        auto child = node->children.find(segment);
        if (child != node->children.end())
            node = child->second.get();
        else if (node->any) {
            auto value = percent_decoded(segment, false);
            if (!value || value->empty()) return {};
            match.values[node->name] = *value;
            node = node->any.get();
        } else
            return {};
    }
    const auto* get = node->routes[static_cast<int>(Verb::get)];
    const auto* post = node->routes[static_cast<int>(Verb::post)];
    if (get) match.allowed = "GET, HEAD";
    if (post) match.allowed += get ? ", POST" : "POST";
    if (method == "GET" || method == "HEAD")
        match.route = get;
    else if (method == "POST")
        match.route = post;
    return match;
}
} // namespace http

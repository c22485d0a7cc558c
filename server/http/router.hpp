#pragma once
// Finds the route for a method and a path.
#include "server/http/route.hpp"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace http
{
// The whole API, noun after noun, as app/routes.cpp lists it.
using RouteTable = std::vector<std::span<const Route>>;

class Router
{
public:
    explicit Router(const RouteTable& table); // throws std::logic_error when two routes have one address

    struct Match {
        const Route* route = nullptr;
        std::string allowed; // the methods this path does take; empty when the path is unknown
        std::map<std::string, std::string, std::less<>> values;
    };
    // `path` as it came, still percent-encoded.
    Match find(std::string_view method, std::string_view path) const;

private:
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> children;
        std::unique_ptr<Node> any;
        std::string name; // of the value that `any` takes
        const Route* routes[2] = {};
    };
    Node root_;
};
} // namespace http

#include "server/http/route.hpp"

namespace http::detail
{
json::value parse_body(std::string_view body)
{
    boost::system::error_code failed;
    json::parse_options options;
    options.max_depth = 32;
    auto document = json::parse(json::string_view(body.data(), body.size()), failed, {}, options);
    if (failed)
        throw Stop(problem_of(400, "The body is not JSON: " + failed.message() + ". Send a JSON object such as {}."));
    return document;
}
} // namespace http::detail

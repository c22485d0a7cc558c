#include "server/http/route.hpp"
#include <algorithm>

namespace http::detail
{
namespace
{
bool holds_nul(std::string_view text) { return text.find('\0') != text.npos; }

bool holds_nul(const json::value& value)
{
    if (const auto* text = value.if_string()) return holds_nul(std::string_view(text->data(), text->size()));
    if (const auto* list = value.if_array())
        return std::ranges::any_of(*list, [](const json::value& one) { return holds_nul(one); });
    if (const auto* members = value.if_object())
        return std::ranges::any_of(*members, [](const json::key_value_pair& one) {
            return holds_nul(std::string_view(one.key().data(), one.key().size())) || holds_nul(one.value());
        });
    return false;
}
} // namespace

json::value parse_body(std::string_view body)
{
    boost::system::error_code failed;
    json::parse_options options;
    options.max_depth = 32;
    auto document = json::parse(json::string_view(body.data(), body.size()), failed, {}, options);
    if (failed)
        throw Stop(problem_of(400, "The body is not JSON: " + failed.message() + ". Send a JSON object such as {}."));
    if (holds_nul(document))
        throw Stop(problem_of(400, "A text of the body holds the character U+0000, which no text may. Leave it out."));
    return document;
}
} // namespace http::detail

#include "base/pretty_json.hpp"

namespace json
{
namespace
{
void append(const value& from, std::string& into, const std::string& indent)
{
    auto list = [&](const auto& items, char open, char close, auto write) {
        into += open;
        const char* separator = "\n";
        for (const auto& item : items) {
            into += separator + indent + "  ";
            write(item);
            separator = ",\n";
        }
        into += "\n" + indent + close;
    };
    if (from.is_object() && !from.get_object().empty())
        list(from.get_object(), '{', '}', [&](const auto& member) {
            into += serialize(value(member.key())) + ": ";
            append(member.value(), into, indent + "  ");
        });
    else if (from.is_array() && !from.get_array().empty())
        list(from.get_array(), '[', ']', [&](const auto& item) { append(item, into, indent + "  "); });
    else
        into += serialize(from);
}
} // namespace

std::string pretty(const value& value)
{
    std::string text;
    append(value, text, "");
    return text + "\n";
}
} // namespace json

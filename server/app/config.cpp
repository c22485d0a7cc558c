#include "server/app/config.hpp"
#include "base/result.hpp"
#include <boost/mp11.hpp>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <toml++/toml.h>

namespace app
{
namespace
{
using Members = boost::describe::describe_members<Config, boost::describe::mod_public>;

struct Value {
    std::string text;
    std::string source; // for messages
};

[[noreturn]] void misfit(const std::string& name, const Value& value, const std::string& expected)
{
    throw Refusal{Why::invalid,
                  fmt::format("{} sets {} to “{}”; expected {}.", value.source, name, value.text, expected)};
}

void set(const std::string& name, const Value& value, std::string& into) { into = (void(name), value.text); }

void set(const std::string& name, const Value& value, bool& into)
{
    if (value.text == "true" || value.text == "1")
        into = true;
    else if (value.text == "false" || value.text == "0")
        into = false;
    else
        misfit(name, value, "true or false");
}

void set(const std::string& name, const Value& value, std::int64_t& into)
{
    const auto* end = value.text.data() + value.text.size();
    auto [stop, failed] = std::from_chars(value.text.data(), end, into);
    if (failed != std::errc{} || stop != end || into < 0) misfit(name, value, "a whole number");
}

std::string variable(std::string name)
{
    for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return "BATCHOPS_" + name;
}

// What systemd hands over with LoadCredential=smtp_password:…
std::optional<std::string> credential(const std::string& name, const Environment& environment)
{
    auto folder = environment("CREDENTIALS_DIRECTORY");
    if (!folder) return std::nullopt;
    auto path = std::filesystem::path(*folder) / name;
    if (!std::filesystem::exists(path)) return std::nullopt;
    return path.string();
}

std::optional<Value> from_environment(const std::string& name, const Environment& environment)
{
    if (auto text = environment(variable(name))) return Value{*text, variable(name)};
    auto path = environment(variable(name) + "_FILE");
    if (!path) path = credential(name, environment);
    if (!path) return std::nullopt;
    std::ifstream file(*path);
    std::stringstream content;
    content << file.rdbuf();
    if (!file)
        throw Refusal{Why::invalid, fmt::format("{}_FILE names {}, which cannot be read.", variable(name), *path)};
    auto text = content.str();
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return Value{text, *path};
}

toml::table read_file(const std::string& path)
{
    if (!std::filesystem::exists(path)) return {};
    try {
        auto table = toml::parse_file(path);
        for (const auto& [key, value] : table) {
            bool known = false;
            boost::mp11::mp_for_each<Members>([&](auto m) { known |= key.str() == m.name; });
            if (!known)
                throw Refusal{Why::invalid, fmt::format("{}, line {}: there is no setting called {}.", path,
                                                        value.source().begin.line, std::string(key.str()))};
        }
        return table;
    } catch (const toml::parse_error& error) {
        throw Refusal{Why::invalid, fmt::format("{}, line {}: {}.", path, error.source().begin.line,
                                                std::string(error.description()))};
    }
}

std::optional<Value> from_file(const std::string& name, const toml::table& file, const std::string& path)
{
    const auto* node = file.get(name);
    if (!node) return std::nullopt;
    std::ostringstream text;
    if (auto* words = node->as_string())
        text << words->get();
    else if (auto* number = node->as_integer())
        text << number->get();
    else if (auto* flag = node->as_boolean())
        text << (flag->get() ? "true" : "false");
    else
        throw Refusal{Why::invalid, fmt::format("{}, line {}: {} must be text, a number, true or false.", path,
                                                node->source().begin.line, name)};
    return Value{text.str(), path};
}
} // namespace

std::optional<std::string> process_environment(const std::string& name)
{
    const char* text = std::getenv(name.c_str());
    if (!text || !*text) return std::nullopt;
    return text;
}

Config read_config(const Given& command_line, const Environment& environment)
{
    Config config;
    auto given = [&](const std::string& name) -> std::optional<Value> {
        if (auto found = command_line.find(name); found != command_line.end()) return Value{found->second, "--" + name};
        return from_environment(name, environment);
    };
    if (auto data = given("data")) config.data = data->text;
    auto path = (std::filesystem::path(config.data) / "batchops.toml").string();
    auto file = read_file(path);
    boost::mp11::mp_for_each<Members>([&](auto m) {
        auto value = given(m.name);
        if (!value && std::string_view(m.name) != "data") value = from_file(m.name, file, path);
        if (value) set(m.name, *value, config.*m.pointer);
    });
    if (config.port > 65535) misfit("port", {std::to_string(config.port), "The configuration"}, "a number up to 65535");
    if (config.engine_seconds < 1)
        misfit("engine_seconds", {std::to_string(config.engine_seconds), "The configuration"},
               "a number of seconds, 1 at least");
    return config;
}
} // namespace app

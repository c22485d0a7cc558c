#pragma once
// JSON lines to standard error: {"ts":…,"level":…,"component":…,"msg":…} and the fields given. `msg` is constant text;
// what varies is a field. Never personal data, passwords or tokens.
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace logs
{
struct Field {
    std::string_view name; // request_id, trace_id, run_id, stage, epoch, user_id, department, error, duration_ms …
    std::variant<std::string, std::int64_t, double, bool> value;

    Field(std::string_view field, std::string text) : name(field), value(std::move(text)) {}
    Field(std::string_view field, std::string_view text) : name(field), value(std::string(text)) {}
    Field(std::string_view field, const char* text) : name(field), value(std::string(text)) {}
    Field(std::string_view field, bool flag) : name(field), value(flag) {}
    Field(std::string_view field, double number) : name(field), value(number) {}
    Field(std::string_view field, std::int64_t number) : name(field), value(number) {}
    Field(std::string_view field, int number) : name(field), value(std::int64_t{number}) {}
};
using Fields = std::initializer_list<Field>;

void info(std::string_view component, std::string_view msg, Fields fields = {});
void warn(std::string_view component, std::string_view msg, Fields fields = {});
void error(std::string_view component, std::string_view msg, Fields fields = {});

// debug | info | warning | error | off; what is lower is not written. Default: info.
void set_level(std::string_view level);

// The line as it is written, without its end; for tests.
std::string line(std::string_view ts, std::string_view level, std::string_view component, std::string_view msg,
                 Fields fields);
} // namespace logs

#include "cli/hub/django_users.hpp"
#include "base/json.hpp"
#include "cli/problem.hpp"
#include "server/sandbox/descriptor.hpp"
#include "server/sandbox/engine_call.hpp"
#include "server/sandbox/program_beside.hpp"
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <map>

namespace cli
{
namespace
{
constexpr std::size_t largest_dump = 64u << 20;
constexpr const char* text_columns[] = {"username", "email", "first_name", "last_name", "password"};

std::string word(const json::value& value)
{
    if (const auto* text = value.if_string()) return std::string(*text);
    if (const auto* flag = value.if_bool()) return *flag ? "true" : "false";
    return value.is_null() ? "" : json::serialize(value);
}

bool is_true(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text == "t" || text == "true" || text == "1" || text == "yes";
}

using Row = std::map<std::string, std::string>;

users::DjangoUser person_of(Row& row)
{
    bool active = !row.contains("is_active") || is_true(row["is_active"]);
    return {row["username"],
            row["email"],
            row["first_name"],
            row["last_name"],
            row["password"],
            is_true(row["is_staff"]),
            is_true(row["is_superuser"]),
            active};
}

std::vector<users::DjangoUser> from_dump(const json::array& objects, const std::string& path)
{
    std::vector<users::DjangoUser> people;
    for (const auto& object : objects) {
        const auto* members = object.if_object();
        const auto* model = members ? members->if_contains("model") : nullptr;
        const auto* fields = members ? members->if_contains("fields") : nullptr;
        if (!model || !fields || !fields->is_object())
            throw Problem(
                fmt::format("“{}” is no dump of Django: each object needs “model” and “fields”, as “manage.py "
                            "dumpdata auth.user” writes them.",
                            path));
        Row row;
        for (const auto& [name, value] : fields->get_object()) row[std::string(name)] = word(value);
        if (row.contains("username") && row.contains("password")) people.push_back(person_of(row));
    }
    return people;
}

sandbox::Descriptor opened(const std::string& path)
{
    try {
        return sandbox::open_for_reading(path);
    } catch (const std::system_error& error) {
        throw Problem(fmt::format("“{}” cannot be read: {}.", path, error.code().message()));
    }
}

// The rows of the first table, its header in front.
std::vector<std::vector<std::string>> rows_of_csv(const std::string& path)
{
    auto tables = sandbox::anonymous_file("tables");
    auto file = opened(path);
    sandbox::EngineCall call;
    call.job.step = sandbox::EngineStep::extract;
    call.job.file_name = std::filesystem::path(path).filename().string();
    call.job.file = file.number();
    call.job.read.header_row = 1;
    call.job.outputs["tables"] = tables.number();
    call.binary = sandbox::program_beside("batchops");
    auto outcome = sandbox::run_engine(call);
    if (outcome.unreadable) throw Problem(outcome.unreadable->message);
    if (!outcome.answered()) throw Problem(outcome.message);
    auto document = json::parse(read_all(FileSource(tables.number())));
    std::vector<std::vector<std::string>> rows;
    const auto& found = document.at("tables").as_array();
    if (found.empty()) return rows;
    for (const auto& row : found.front().at("rows").as_array()) {
        auto& cells = rows.emplace_back();
        for (const auto& cell : row.as_array()) cells.push_back(word(cell));
    }
    return rows;
}

std::vector<users::DjangoUser> from_csv(const std::string& path)
{
    auto rows = rows_of_csv(path);
    if (rows.empty()) throw Problem(fmt::format("“{}” has no rows.", path));
    const auto header = rows.front();
    for (const auto* column : text_columns)
        if (std::ranges::find(header, column) == header.end())
            throw Problem(fmt::format("“{}” has no column “{}”. Expected are those of Django's table auth_user: {}.",
                                      path, column,
                                      "username, email, first_name, last_name, password, is_staff, "
                                      "is_superuser, is_active"));
    std::vector<users::DjangoUser> people;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        Row row;
        for (std::size_t c = 0; c < header.size() && c < rows[i].size(); ++c) row[header[c]] = rows[i][c];
        people.push_back(person_of(row));
    }
    return people;
}
} // namespace

std::vector<users::DjangoUser> read_django_users(const std::string& path)
{
    if (!path.ends_with(".json")) return from_csv(path);
    boost::system::error_code failed;
    auto document = json::parse(read_all(FileSource(opened(path).number()), largest_dump), failed);
    if (failed || !document.is_array())
        throw Problem(fmt::format("“{}” is no JSON list, as “manage.py dumpdata auth.user” writes one.", path));
    return from_dump(document.get_array(), path);
}
} // namespace cli

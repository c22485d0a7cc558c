#include "engine/transform/stability.hpp"
#include "base/json.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace engine::sql
{
namespace
{
constexpr std::size_t deepest_plan = 4096;

using Names = std::set<std::string, std::less<>>;

// What DuckDB itself says changes between runs or within one. error() ends the query, whenever it is reached.
Names unstable_functions(const Database& database)
{
    auto names = json::parse(database.text("SELECT CAST(to_json(list(DISTINCT function_name)) AS VARCHAR) FROM "
                                           "duckdb_functions() WHERE stability <> $1 AND function_name <> 'error'",
                                           "CONSISTENT"));
    Names out;
    for (const auto& name : names.as_array()) out.emplace(name.as_string());
    return out;
}

// A function of nothing is either one of these constants or takes its value from elsewhere.
constexpr std::array constants = std::to_array<std::string_view>(
    {"concat", "json_array", "json_object", "list_value", "map", "pi", "row", "struct_pack"});
// Called consistent although they tell of the machine, of the library or of chance; age() of one moment, of today.
constexpr std::array told_of_the_machine =
    std::to_array<std::string_view>({"current_setting", "reservoir_quantile", "vector_type", "version"});

template <std::size_t count> bool is_one_of(const std::array<std::string_view, count>& names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

class Search
{
public:
    explicit Search(Names unstable) : unstable_(std::move(unstable)) {}

    void visit(const json::value& node)
    {
        if (const auto* many = node.if_array())
            for (const auto& one : *many) visit(one);
        const auto* one = node.if_object();
        if (!one) return;
        look_at(*one);
        for (const auto& member : *one) visit(member.value());
    }
    std::optional<Refusal> found() && { return std::move(found_); }

private:
    void look_at(const json::object& node)
    {
        const auto* kind = node.if_contains("expression_class");
        const auto* called = node.if_contains("name");
        if (found_ || !kind || !called || !called->is_string()) return;
        std::string_view name = called->get_string();
        const auto* given = node.if_contains("children");
        auto arguments = given && given->is_array() ? given->get_array().size() : 0;
        bool is_scalar = kind->is_string() && kind->get_string() == "BOUND_FUNCTION";
        bool of_nothing = is_scalar && arguments == 0 && !is_one_of(constants, name);
        bool of_today = name == "age" && arguments == 1;
        if (!unstable_.contains(name) && !of_nothing && !of_today && !is_one_of(told_of_the_machine, name)) return;
        found_ = {fmt::format("{}() gives another result in each run or on each machine, and the same file must always "
                              "give the same report; leave it out",
                              name),
                  {}};
        const auto* place = node.if_contains("query_location");
        if (place && place->is_int64()) found_->position = place->get_int64();
    }

    Names unstable_;
    std::optional<Refusal> found_;
};
} // namespace

std::optional<Refusal> changing_function(const Database& database, std::string_view query)
{
    json::parse_options options;
    options.max_depth = deepest_plan;
    auto text = database.text("SELECT json_serialize_plan(CAST($1 AS VARCHAR))", query);
    auto plan = json::parse(text, {}, options);
    Search search(unstable_functions(database));
    search.visit(plan);
    return std::move(search).found();
}
} // namespace engine::sql

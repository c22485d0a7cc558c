#include "engine/transform/query_shape.hpp"
#include "base/json.hpp"
#include <algorithm>
#include <array>
#include <boost/algorithm/string/case_conv.hpp>
#include <fmt/format.h>

namespace engine::sql
{
namespace
{
constexpr std::size_t deepest_tree = 4096;

constexpr std::array table_functions = std::to_array<std::string_view>({"generate_series", "range", "unnest"});
constexpr std::array sources = std::to_array<std::string_view>(
    {"BASE_TABLE", "EMPTY", "EXPRESSION_LIST", "JOIN", "PIVOT", "SUBQUERY", "TABLE_FUNCTION"});

template <std::size_t count> bool is_one_of(const std::array<std::string_view, count>& names, std::string_view name)
{
    return std::ranges::find(names, boost::to_lower_copy(std::string(name))) != names.end();
}

std::string_view text(const json::object& node, std::string_view name)
{
    const auto* found = node.if_contains(name);
    return found && found->is_string() ? std::string_view(found->get_string()) : std::string_view();
}

const json::object* object(const json::object& node, std::string_view name)
{
    const auto* found = node.if_contains(name);
    return found ? found->if_object() : nullptr;
}

const json::array& list(const json::object& node, std::string_view name)
{
    static const json::array none;
    const auto* found = node.if_contains(name);
    return found && found->is_array() ? found->get_array() : none;
}

class Walk
{
public:
    explicit Walk(QueryShape& into) : into_(into) {}

    void visit(const json::value& node)
    {
        if (const auto* many = node.if_array())
            for (const auto& one : *many) visit(one);
        const auto* one = node.if_object();
        if (!one) return;
        look_at(*one);
        for (const auto& member : *one) visit(member.value());
    }

    void finish()
    {
        std::ranges::sort(tables_);
        auto [from, to] = std::ranges::unique(tables_);
        tables_.erase(from, to);
        for (auto& name : tables_)
            if (std::ranges::find(own_, name) == own_.end()) into_.tables.push_back(std::move(name));
    }
    bool has_windows() const { return has_windows_; }
    bool defines(std::string_view name) const { return std::ranges::find(own_, name) != own_.end(); }

private:
    void refuse(const json::object& node, std::string message)
    {
        if (into_.refusal) return;
        into_.refusal = {std::move(message), {}};
        const auto* place = node.if_contains("query_location");
        if (place && place->is_int64()) into_.refusal->position = place->get_int64();
    }

    void look_at(const json::object& node)
    {
        auto type = text(node, "type"), expression = text(node, "class");
        for (const auto& own : list(node, "map"))
            if (own.is_object()) own_.emplace_back(text(own.get_object(), "key"));
        if (node.contains("sample") && !node.at("sample").is_null())
            refuse(node, "a sample of rows is another one in each run; choose rows with WHERE");
        if (expression == "WINDOW") has_windows_ = true;
        if (expression.empty() && node.contains("sample") && node.contains("alias")) look_at_source(node, type);
    }

    void look_at_source(const json::object& node, std::string_view type)
    {
        if (type == "BASE_TABLE") {
            auto schema = text(node, "schema_name");
            if (schema.empty())
                tables_.emplace_back(text(node, "table_name"));
            else
                refuse(node, fmt::format("{}.{} is no table of a feed", schema, text(node, "table_name")));
        } else if (type == "TABLE_FUNCTION") {
            const auto* function = object(node, "function");
            auto name = function ? text(*function, "function_name") : std::string_view();
            if (!is_one_of(table_functions, name))
                refuse(node, fmt::format("{}() is not allowed here; a transform reads data and the feeds that "
                                         "foreignKeys name, and no files",
                                         name));
        } else if (std::ranges::find(sources, type) == sources.end())
            refuse(node, "expected a SELECT from data");
    }

    QueryShape& into_;
    std::vector<std::string> tables_, own_;
    bool has_windows_ = false;
};

bool picks_rows_of_one_table(const json::object& query, const Walk& walk)
{
    const auto* from = object(query, "from_table");
    return text(query, "type") == "SELECT_NODE" && from && text(*from, "type") == "BASE_TABLE" &&
           !walk.defines(text(*from, "table_name")) && list(query, "group_expressions").empty() &&
           list(query, "modifiers").empty() && !walk.has_windows();
}
} // namespace

QueryShape query_shape(std::string_view tree)
{
    json::parse_options options;
    options.max_depth = deepest_tree;
    auto document = json::parse(tree, {}, options);
    const auto& statement = document.at("statements").at(0);
    QueryShape shape;
    Walk walk(shape);
    walk.visit(statement);
    walk.finish();
    const auto& query = statement.at("node").as_object();
    for (const auto& modifier : list(query, "modifiers"))
        shape.is_ordered = shape.is_ordered || text(modifier.as_object(), "type") == "ORDER_MODIFIER";
    shape.keeps_order = picks_rows_of_one_table(query, walk);
    return shape;
}
} // namespace engine::sql

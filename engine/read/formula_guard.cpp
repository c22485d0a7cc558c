#include "engine/read/formula_guard.hpp"
#include "engine/read/wrapped_table.hpp"

namespace engine
{
namespace
{
class Unguarded final : public WrappedTable
{
public:
    explicit Unguarded(std::unique_ptr<TableReader> table) : WrappedTable(std::move(table)) {}

    bool next(Chunk& out, std::vector<Finding>& findings) override
    {
        if (!table_->next(out, findings)) return false;
        for (auto& column : out.columns)
            for (auto& cell : column)
                if (!cell.empty() && cell.front() == '\'') cell = without_formula_guard(cell);
        return true;
    }
};
} // namespace

std::string_view without_formula_guard(std::string_view cell)
{
    if (!cell.starts_with('\'')) return cell;
    auto first = cell.find_first_not_of('\'');
    static constexpr std::string_view dangerous("=+-@\t\r\0", 7);
    if (first == std::string_view::npos || dangerous.find(cell[first]) == std::string_view::npos) return cell;
    return cell.substr(1);
}

std::unique_ptr<TableReader> without_formula_guards(std::unique_ptr<TableReader> table)
{
    return std::make_unique<Unguarded>(std::move(table));
}
} // namespace engine

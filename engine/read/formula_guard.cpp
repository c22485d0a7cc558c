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
                if (!cell.empty() && (cell.front() == '\'' || cell.front() == '=')) cell = as_meant(cell);
        return true;
    }

private:
    static std::string_view as_meant(std::string_view cell)
    {
        auto text = without_formula_guard(cell);
        return text.size() < cell.size() ? text : without_text_mark(cell);
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

std::string_view without_text_mark(std::string_view cell)
{
    constexpr std::size_t least_digits = 3; // '05 is a year
    constexpr std::string_view opening = "=\"";
    if (cell.starts_with(opening) && cell.size() > opening.size() && cell.ends_with('"')) {
        auto text = cell.substr(opening.size(), cell.size() - opening.size() - 1);
        return text.contains('"') ? cell : text;
    }
    bool digits = cell.starts_with('\'') && cell.size() > least_digits &&
                  cell.find_first_not_of("0123456789", 1) == std::string_view::npos;
    return digits ? cell.substr(1) : cell;
}

std::unique_ptr<TableReader> without_formula_guards(std::unique_ptr<TableReader> table)
{
    return std::make_unique<Unguarded>(std::move(table));
}
} // namespace engine

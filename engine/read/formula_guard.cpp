#include "engine/read/formula_guard.hpp"

namespace engine
{
namespace
{
class Unguarded final : public TableReader
{
public:
    explicit Unguarded(std::unique_ptr<TableReader> table) : table_(std::move(table))
    {
        page = table_->page;
        sheet = table_->sheet;
        confidence = table_->confidence;
        hidden = table_->hidden;
        cells = std::move(table_->cells);
    }

    bool next(Chunk& out, std::vector<Finding>& findings) override
    {
        if (!table_->next(out, findings)) return false;
        for (auto& column : out.columns)
            for (auto& cell : column)
                if (!cell.empty() && cell.front() == '\'') cell = without_formula_guard(cell);
        return true;
    }

    std::optional<std::uint64_t> counted() const override { return table_->counted(); }
    double progress() const override { return table_->progress(); }

private:
    std::unique_ptr<TableReader> table_;
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

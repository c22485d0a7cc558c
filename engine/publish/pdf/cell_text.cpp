#include "engine/publish/pdf/cell_text.hpp"
#include <algorithm>

namespace engine::pdf
{
namespace
{
constexpr std::size_t most_days = 10'000; // that are kept
}

CellText::CellText(const std::vector<OutputColumn>& columns, const ReportText& text, const Setting& setting)
    : columns_(columns), setting_(setting)
{
    auto contains = [](const auto& names, const std::string& name) {
        return std::ranges::find(names, name) != names.end();
    };
    for (const auto& column : columns) {
        bool is_number = column.type == CellType::integer || column.type == CellType::number;
        looks_.push_back(is_number && contains(text.money, column.name)        ? Look::amount
                         : is_number && contains(text.quantities, column.name) ? Look::quantity
                         : column.type == CellType::date                       ? Look::day
                                                                               : Look::plain);
    }
}

std::string CellText::title(std::size_t column) const
{
    const auto& title = columns_[column].title;
    bool has_sign = looks_[column] == Look::amount && !setting_.currency_sign().empty();
    return has_sign ? title + " (" + setting_.currency_sign() + ")" : title;
}

std::string_view CellText::of(std::size_t column, std::string_view cell)
{
    if (cell.empty()) return cell;
    switch (looks_[column]) {
    case Look::plain:
        return cell;
    case Look::quantity:
        return room_ = setting_.number(cell);
    case Look::amount:
        return room_ = setting_.amount(cell);
    case Look::day:
        break;
    }
    auto known = days_.find(std::string(cell));
    if (known != days_.end()) return known->second;
    if (days_.size() == most_days) days_.clear();
    return days_.emplace(cell, setting_.date(cell)).first->second;
}
} // namespace engine::pdf

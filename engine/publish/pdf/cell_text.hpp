#pragma once
// The cells of the rows as a report shows them: quantities and amounts with their groups of digits, days as the school
// writes them, all else as it is.
#include "engine/publish/output.hpp"
#include "engine/publish/setting.hpp"
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engine::pdf
{
class CellText
{
public:
    CellText(const std::vector<OutputColumn>& columns, const ReportText& text, const Setting& setting);
    std::string title(std::size_t column) const; // with the sign of the currency
    // Valid until the next call.
    std::string_view of(std::size_t column, std::string_view cell);

private:
    enum class Look { plain, quantity, amount, day };
    const std::vector<OutputColumn>& columns_;
    const Setting& setting_;
    std::vector<Look> looks_; // by column
    std::unordered_map<std::string, std::string> days_;
    std::string room_;
};
} // namespace engine::pdf

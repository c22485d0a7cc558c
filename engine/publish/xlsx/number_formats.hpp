#pragma once
// How a workbook shows numbers: as they are written, with groups of digits, and amounts with their currency.
#include "engine/publish/setting.hpp"
#include "engine/publish/xlsx/workbook.hpp"
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace engine
{
class NumberFormats
{
public:
    NumberFormats(Workbook& book, const Setting& setting) : book_(book), setting_(setting) {}

    // With as many decimals as the canonical text has.
    lxw_format* quantity(std::string_view canonical);
    lxw_format* money(std::string_view canonical); // those of the currency at least
    lxw_format* percent();                         // of a share: 0.926 is 92.6%
    lxw_format* day();
    lxw_format* by(const std::string& pattern);

private:
    Workbook& book_;
    const Setting& setting_;
    std::map<std::string, lxw_format*> made_;
};

// What is no number that a sheet holds to its last digit is nothing.
std::optional<double> exact_number(std::string_view canonical);
} // namespace engine

#pragma once
// The figures of a report as people read them.
#include "engine/publish/figures/figures.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/setting.hpp"
#include <string>

namespace engine
{
inline constexpr std::string_view hidden_mark = "–"; // of a figure about too few people

// "" where there is nothing to say.
std::string shown(const Figure& figure, FigureUnit unit, const Setting& setting);
// “+12 since the last period”; "" where one of the two is not shown. `with` is what it is compared with.
std::string change_of(const KeyFigure& figure, const std::string& with, const Setting& setting);
// As shown in tables: dates as the school writes them, “(blank)” for nothing.
std::string name_of(const SectionFigures& section, const SectionFigures::Group& group, std::size_t by,
                    const std::vector<OutputColumn>& columns, const Setting& setting);
std::string title_of(const SectionFigures& section);
// What the first figures show, in one sentence; that there is nothing to show where they are hidden; "" where there is
// nothing to tell.
std::string result_of(const SectionFigures& section, const std::vector<OutputColumn>& columns, const Setting& setting);
} // namespace engine

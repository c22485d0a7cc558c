#include "cli/letterhead.hpp"
#include "cli/files.hpp"
#include "cli/problem.hpp"
#include "engine/publish/accent.hpp"
#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace cli
{
void add_letterhead_options(CLI::App& command, Letterhead& letterhead)
{
    command.add_option("--school", letterhead.school, "The name of the school on the report");
    command.add_option("--logo", letterhead.logo, "Its logo on the report (PNG or JPEG)");
    command.add_option("--accent", letterhead.accent, "Its colour on the report: #4338ca");
}

std::optional<sandbox::Descriptor> set_letterhead(const Letterhead& letterhead, sandbox::ChildContext& context)
{
    context.school = letterhead.school;
    if (letterhead.accent) {
        auto accent = engine::read_accent(*letterhead.accent);
        if (!accent) throw Problem("--accent " + *letterhead.accent + " is no colour. Write it as #4338ca.");
        if (auto contrast = engine::contrast_with_white(*accent); contrast < engine::least_contrast)
            throw Problem(
                fmt::format("--accent {} is too pale: white text on it has a contrast of {:.1f} to 1, and 4.5 "
                            "is needed to be read. Choose a darker colour.",
                            *letterhead.accent, contrast));
        context.accent = *letterhead.accent;
    }
    if (!letterhead.logo) return std::nullopt;
    auto logo = open_input(*letterhead.logo);
    context.logo = logo.number();
    return logo;
}
} // namespace cli

#pragma once
// What reports say of the school: its name, logo and accent colour.
#include "server/sandbox/child_job.hpp"
#include "server/sandbox/descriptor.hpp"
#include <optional>
#include <string>

namespace CLI // NOLINT(readability-identifier-naming): the library's name
{
class App;
}

namespace cli
{
struct Letterhead {
    std::string school;
    std::optional<std::string> logo, accent;
};

void add_letterhead_options(CLI::App& command, Letterhead& letterhead);
// Puts it into the job; the logo stays open as long as what is returned. Throws Problem.
std::optional<sandbox::Descriptor> set_letterhead(const Letterhead& letterhead, sandbox::ChildContext& context);
} // namespace cli

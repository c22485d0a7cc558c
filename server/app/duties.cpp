#include "server/app/duties.hpp"
#include "base/result.hpp"
#include "server/http/proxy.hpp"
#include <fmt/format.h>

namespace app
{
Duties duties_of(const Config& config)
{
    Duties duties;
    auto names = http::comma_separated(config.role);
    for (const auto& name : names) {
        bool every = name == "all";
        if (!every && name != "api" && name != "worker" && name != "scheduler")
            throw Refusal{
                Why::invalid,
                fmt::format("There is no role “{}”. A process is api, worker, scheduler, several of them with "
                            "commas between them, or all.",
                            name)};
        duties.api |= every || name == "api";
        duties.worker |= every || name == "worker";
        duties.scheduler |= every || name == "scheduler";
    }
    if (names.empty()) throw Refusal{Why::invalid, "No role is given. Expected: api, worker, scheduler or all."};
    if (!duties.all() && config.database.empty())
        throw Refusal{Why::invalid,
                      fmt::format("SQLite serves one process, which must do everything; the role “{}” needs a "
                                  "PostgreSQL that several processes share. Give its address with --database, or leave "
                                  "--role out.",
                                  config.role)};
    if (duties.scheduler && !duties.api && config.public_url.empty())
        throw Refusal{Why::invalid, "A scheduler writes letters with links to the hub, and does not know its address. "
                                    "Give it as public_url, such as BATCHOPS_PUBLIC_URL=https://batchops.school.test."};
    return duties;
}
} // namespace app

#include "base/failpoint.hpp"
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <string>
#include <unistd.h>

namespace
{
struct Armed {
    std::string name;
    std::atomic<int> visits_left{0};

    Armed()
    {
        const char* wish = std::getenv("BATCHOPS_FAILPOINT");
        std::string_view text = wish ? wish : "";
        auto act = text.find(":die@");
        if (act == std::string_view::npos) return;
        int visits = 0;
        std::from_chars(text.data() + act + 5, text.data() + text.size(), visits);
        name = text.substr(0, act);
        visits_left = visits;
    }
};
} // namespace

void failpoint(std::string_view name)
{
    static Armed armed;
    if (armed.name.empty() || armed.name != name) return;
    if (--armed.visits_left == 0) kill(getpid(), SIGKILL);
}

#include "base/no_wait.hpp"
#include "base/log.hpp"
#include <atomic>
#include <stdexcept>
#include <string>

namespace no_wait
{
namespace
{
thread_local int held = 0;
std::atomic<bool> strict{false};
} // namespace

void enter() { ++held; }
void leave() { --held; }

void waits_for(std::string_view what)
{
    if (held == 0) return;
    auto words = "waits for " + std::string(what) + " while it holds a write transaction";
    if (strict) throw std::logic_error(words);
    logs::error("database", words, {});
}

void be_strict() { strict = true; }
} // namespace no_wait

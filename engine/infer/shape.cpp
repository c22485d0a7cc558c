#include "engine/infer/shape.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::size_t longest = 40;
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

std::string literal(std::string_view text)
{
    std::string out;
    for (char c : text) {
        if (std::string_view("\\|.?*+(){}[]^$-").contains(c) && c != '-') out += '\\';
        out += c;
    }
    return out;
}
} // namespace

void Shape::see(std::string_view value)
{
    if (lost_) return;
    std::vector<Run> runs;
    for (char c : value) {
        auto kind = is_digit(c) ? Kind::digits : is_capital(c) ? Kind::capitals : Kind::mark;
        if (kind == Kind::mark && !std::string_view("-/._:#").contains(c)) lost_ = true;
        if (runs.empty() || runs.back().kind != kind) runs.push_back({kind, "", 0, 0});
        runs.back().text += c;
        runs.back().least = runs.back().most = runs.back().text.size();
    }
    lost_ = lost_ || value.size() > longest;
    if (!started_) {
        runs_ = std::move(runs);
        started_ = true;
        return;
    }
    lost_ = lost_ || runs.size() != runs_.size();
    for (std::size_t i = 0; !lost_ && i < runs.size(); ++i) {
        auto& run = runs_[i];
        bool same = run.text == runs[i].text;
        if (run.kind != runs[i].kind || (run.kind == Kind::mark && !same)) lost_ = true;
        run.constant = run.constant && same;
        run.least = std::min(run.least, runs[i].least);
        run.most = std::max(run.most, runs[i].most);
    }
}

std::optional<std::string> Shape::pattern() const
{
    if (lost_ || !started_) return std::nullopt;
    std::string out;
    std::size_t least = 0, most = 0;
    bool digits = false;
    for (const auto& run : runs_) {
        digits |= run.kind == Kind::digits;
        least += run.least;
        most += run.most;
        if (run.kind == Kind::mark || (run.constant && run.kind == Kind::capitals)) {
            out += literal(run.text);
            continue;
        }
        out += run.kind == Kind::digits ? "[0-9]" : "[A-Z]";
        if (run.most > run.least)
            out += fmt::format("{{{},{}}}", run.least, run.most);
        else if (run.most > 1)
            out += fmt::format("{{{}}}", run.most);
    }
    return digits && most - least <= 2 ? std::optional(out) : std::nullopt;
}
} // namespace engine

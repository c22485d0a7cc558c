// How fast one processor core splits text that is in memory: the search for structural bytes alone, with vectors and
// byte by byte, and whole records with their cells. Prints one line of JSON, in bytes per second, each the best of
// some rounds in processor time.
#include "engine/read/csv/tokenizer.hpp"
#include <algorithm>
#include <ctime>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <sstream>

namespace
{
constexpr int rounds = 7;
constexpr std::size_t block = 1 << 18; // as the reader takes it, so that it stays in the second-level cache

double processor_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The best of some rounds over the text, which `work` gets anew each time.
template <class Work> double rate(const std::string& text, Work work)
{
    double best = 0;
    for (int round = 0; round < rounds; ++round) {
        auto copy = text;
        auto start = processor_seconds();
        work(copy);
        best = std::max(best, static_cast<double>(text.size()) / (processor_seconds() - start));
    }
    return best;
}
} // namespace

int main(int count, char** arguments)
{
    if (count != 2) return 2;
    std::ifstream file(arguments[1], std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    const auto text = std::move(bytes).str();
    const engine::csv::StructuralBytes structural{'\n', '\r', ',', '"', '\n'};
    std::vector<std::uint32_t> positions(block + engine::csv::scan_slack);
    auto in_blocks = [&](std::string& copy, auto find) {
        for (std::size_t at = 0; at < copy.size(); at += block)
            find(std::string_view(copy).substr(at, block), structural, positions.data());
    };
    auto vectors = rate(text, [&](std::string& copy) { in_blocks(copy, engine::csv::find_structurals); });
    auto scalar = rate(text, [&](std::string& copy) {
        in_blocks(copy, [](auto... each) { return engine::csv::find_structurals_scalar(each...); });
    });
    std::size_t cells = 0;
    auto records = rate(text, [&](std::string& copy) {
        engine::csv::Tokenizer tokenizer({});
        engine::csv::Records found;
        cells = 0;
        for (std::size_t at = 0; at < copy.size();) {
            found.clear();
            auto part = std::span(copy).subspan(at, std::min(block, copy.size() - at));
            at += tokenizer.tokenize(part, at + part.size() == copy.size(), found);
            cells += found.cells.size();
        }
    });
    fmt::print("{{\"bytes\":{},\"cells\":{},\"scan\":{:.0f},\"scan_scalar\":{:.0f},\"records\":{:.0f}}}\n", text.size(),
               cells, vectors, scalar, records);
}

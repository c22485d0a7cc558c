#include "engine/read/pdf/laid_out.hpp"
#include <algorithm>
#include <atomic>
#include <exception>
#include <iterator>
#include <system_error>
#include <thread>

namespace engine::pdf
{
namespace
{
constexpr std::size_t most_threads = 4;      // each takes address space, which the child has little of
constexpr std::size_t pages_of_a_thread = 8; // held at a time

struct Layout {
    Page page;
    std::vector<Grid> tables;
    std::exception_ptr failed;
};

// Takes the next page that no thread has taken, until none is left.
void lay_out(std::vector<Layout>& pages, std::atomic<std::size_t>& taken, double least_likeness, Meant meant)
{
    for (std::size_t i; (i = taken++) < pages.size();) try {
            pages[i].tables = find_tables(std::move(pages[i].page), least_likeness, meant);
        } catch (...) {
            pages[i].failed = std::current_exception();
        }
}

void lay_out_on(std::size_t threads, std::vector<Layout>& pages, double least_likeness, Meant meant)
{
    std::atomic<std::size_t> taken = 0;
    auto work = [&] { lay_out(pages, taken, least_likeness, meant); };
    std::vector<std::jthread> helpers;
    try {
        while (helpers.size() + 1 < std::min(threads, pages.size())) helpers.emplace_back(work);
    } catch (const std::system_error&) { // the process may have no more threads
    }
    work();
}
} // namespace

std::size_t usual_threads() { return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most_threads); }

std::vector<Grid> laid_out(const std::function<bool(Page&)>& next, double least_likeness, Meant meant,
                           std::size_t threads)
{
    std::vector<Grid> tables;
    for (bool more = true; more;) {
        std::vector<Layout> pages;
        while (pages.size() < threads * pages_of_a_thread) {
            pages.emplace_back();
            more = next(pages.back().page);
            if (more) continue;
            pages.pop_back();
            break;
        }
        lay_out_on(threads, pages, least_likeness, meant);
        for (auto& [page, found, failed] : pages) {
            if (failed) std::rethrow_exception(failed);
            std::ranges::move(found, std::back_inserter(tables));
        }
    }
    return tables;
}
} // namespace engine::pdf

#pragma once
// The tables of many pages, found on several threads.
#include "engine/read/pdf/page_tables.hpp"
#include <functional>
#include <vector>

namespace engine::pdf
{
// As many threads as a page's layout gains from here; at least one.
std::size_t usual_threads();

// Calls `next` for page after page, in this thread, until it gives false, and finds the tables of each: those of the
// first page first, the same for any number of threads. A few dozen pages are held at a time. Throws what `next` or a
// page's layout throws.
std::vector<Grid> laid_out(const std::function<bool(Page&)>& next, double least_likeness, Meant meant,
                           std::size_t threads);
} // namespace engine::pdf

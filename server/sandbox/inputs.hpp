#pragma once
#include "server/sandbox/child_job.hpp"

namespace sandbox
{
// Every file that the child reads, by descriptor.
template <class Visit> void each_input(ChildJob& job, Visit visit)
{
    if (job.file >= 0) visit(job.file);
    for (auto& more : job.more_files) visit(more.file);
    for (auto& [feed, number] : job.references) visit(number);
    for (auto* one : {&job.pages, &job.earlier, &job.previous, &job.history, &job.published, &job.clean, &job.slip,
                      &job.context.logo})
        if (*one) visit(**one);
}
} // namespace sandbox

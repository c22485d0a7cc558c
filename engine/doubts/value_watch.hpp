#pragma once
// All that looks at the values of a file while it streams by, and what people chose to be done about them.
#include "engine/doubts/date_changes.hpp"
#include "engine/doubts/date_watch.hpp"
#include "engine/doubts/number_watch.hpp"
#include "engine/doubts/percents.hpp"
#include "engine/doubts/scale_changes.hpp"
#include "engine/doubts/scale_watch.hpp"
#include "engine/doubts/time_watch.hpp"
#include "engine/doubts/written_before.hpp"

namespace engine
{
class ValueWatch
{
public:
    ValueWatch(const Contract& contract, const Matching& matching, const Job& job) // these outlive it
        : before_(job.previous ? job.previous : job.history), dates_(contract, matching, job),
          numbers_(contract, matching, before_), percents_(contract, matching, before_),
          scales_(contract, matching, before_), times_(contract, matching)
    {
    }
    void see_formats(std::span<const Finding> of_reader) { percents_.see_formats(of_reader); }
    void see(const Chunk& chunk)
    {
        dates_.see(chunk);
        numbers_.see(chunk);
        percents_.see(chunk);
        scales_.see(chunk);
        times_.see(chunk);
    }
    std::vector<Doubt> doubts() const // once, after the last row
    {
        auto out = dates_.doubts();
        std::ranges::move(numbers_.doubts(), std::back_inserter(out));
        std::ranges::move(percents_.doubts(), std::back_inserter(out));
        for (auto& doubt : scales_.doubts()) // shares tell more than sizes do
            if (std::ranges::find(out, doubt.id(), &Doubt::id) == out.end()) out.push_back(std::move(doubt));
        std::ranges::move(times_.doubts(), std::back_inserter(out));
        return out;
    }

private:
    WrittenBefore before_;
    DateWatch dates_;
    NumberWatch numbers_;
    PercentWatch percents_;
    ScaleWatch scales_;
    TimeWatch times_;
};

class ValueChanges
{
public:
    ValueChanges(const Contract& contract, const Matching& matching, const Job& job)
        : dates_(contract, matching, job), scales_(contract, matching, job.choices)
    {
    }
    void apply(const Chunk& chunk, Batch& batch) const
    {
        dates_.apply(chunk, batch);
        scales_.apply(chunk, batch);
    }

private:
    DateChanges dates_;
    ScaleChanges scales_;
};
} // namespace engine

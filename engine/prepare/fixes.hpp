#pragma once
// People's corrections, put into the rows after the cleaning steps and before the rules.
#include "engine/run/job.hpp"
#include "engine/table/batch.hpp"

namespace engine
{
class Fixes
{
public:
    Fixes(std::vector<Fix> fixes, const Schema& schema, const std::optional<std::string>& sheet);

    struct Applied {
        std::vector<std::uint8_t> fixed;                      // by row of the batch
        std::vector<std::pair<std::uint32_t, Finding>> stale; // row → finding
    };
    // `as_sent(row, field)` is the sender's cell, or null.
    Applied apply(Batch& batch, const std::function<std::string_view(std::uint32_t, std::size_t)>& as_sent);
    // What found no row.
    std::vector<Notice> unused() const;

private:
    struct Pending {
        Fix fix;
        std::optional<std::size_t> field;
        bool used = false;
    };
    void apply_to_cell(Pending& pending, Batch& batch, std::uint32_t row, std::string_view sent, Applied& out);
    void apply_to_alike(Batch& batch, std::uint32_t row, Applied& out);

    const Schema& schema_;
    std::vector<Pending> alike_;   // of every row, in the order in which they were made
    std::vector<Pending> pending_; // by line
    std::size_t next_ = 0;
    std::string sheet_; // of the last batch
};
} // namespace engine

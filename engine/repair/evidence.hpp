#pragma once
// What there is to judge by: the outcome of a run, the file itself, and what
// the caller knows about it.
#include "engine/contract/contract.hpp"
#include "engine/run/job.hpp"
#include "engine/run/prepared.hpp"
#include <functional>

namespace engine
{
class Evidence
{
public:
    // Both outlive this; `prepared` is what prepare answered to `job`.
    Evidence(const Job& job, const Prepared& prepared);

    const Job& job() const { return job_; }
    const Contract& contract() const { return contract_; }
    const Prepared& prepared() const { return prepared_; }
    const Traces& traces() const { return prepared_.traces; }
    // How the file is to be read: what the caller set, else what the contract sets.
    const ReadOptions& asked() const { return asked_; }

    // These read the file again, so they are asked for only where there is something to be found.
    // The first rows as the run read them, or as they are when nothing but detection is asked (`detected`).
    const Chunk& rows();
    const Chunk& detected_rows();
    const Dialect& detected(); // the dialect that detection alone finds
    // Every row of the table that the run took, of whatever kind, in order.
    void each_row(const std::function<void(const Chunk& chunk, std::size_t row)>& see) const;
    // Every cell of a column below its header, without white space around it, but for blank ones.
    void each_cell(std::size_t column, const std::function<void(std::string_view cell)>& see) const;

    // The column of the file that is this field.
    std::optional<std::size_t> column_of(std::string_view field) const;
    const Field* field_of(const std::optional<std::string>& column) const;
    // Findings of one rule, by column: the first ones of the file, and of every cause those on its card.
    std::map<std::string, std::vector<const Finding*>> findings_of(std::string_view rule) const;
    // How many there are in all; the outcome of a run has the first ones only.
    std::int64_t count_of(std::string_view rule, std::string_view column, std::size_t found) const;

private:
    ReadOptions as_read() const;
    const ByteSource& bytes() const; // that the readers take

    const Job& job_;
    const Prepared& prepared_;
    Contract contract_;
    ReadOptions asked_;
    std::optional<Chunk> rows_, detected_rows_;
    Dialect detected_;
};
} // namespace engine

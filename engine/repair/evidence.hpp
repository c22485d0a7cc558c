#pragma once
// What there is to judge by: the outcome of a run, the file itself, and what
// the caller knows about it.
#include "engine/contract/contract.hpp"
#include "engine/process.hpp"
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

    // The first rows as the run read them, or as they are when nothing but
    // detection is asked (`detected`).
    const Chunk& rows();
    const Chunk& detected_rows();
    const Dialect& detected(); // the dialect that detection alone finds
    // Every row of the file, of whatever kind, in order.
    void each_row(const std::function<void(const Chunk& chunk, std::size_t row)>& see) const;

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
    std::optional<Chunk> rows_, detected_rows_;
    Dialect detected_;
};
} // namespace engine

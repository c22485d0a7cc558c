#pragma once
// Decodes letters that were encoded twice, cell by cell, before the rules look at them.
#include "engine/contract/schema.hpp"
#include "engine/table/batch.hpp"
#include "engine/table/doubt.hpp"
#include <optional>
#include <string>
#include <vector>

namespace engine
{
class Decoding
{
public:
    explicit Decoding(const Schema& schema);
    void apply(Batch& batch);
    std::optional<Doubt> told() const; // what was decoded
    std::int64_t cells() const { return cells_; }
    std::string example() const { return examples_.empty() ? "" : examples_.front(); }

private:
    std::vector<std::size_t> columns_; // of text
    std::int64_t cells_ = 0;
    std::vector<std::string> examples_;
};
} // namespace engine

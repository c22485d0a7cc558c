#pragma once
// A table that gives the rows of another one, changed on their way.
#include "engine/read/reader.hpp"

namespace engine
{
class WrappedTable : public TableReader
{
public:
    std::optional<std::uint64_t> counted() const final { return table_->counted(); }
    double progress() const final { return table_->progress(); }

protected:
    explicit WrappedTable(std::unique_ptr<TableReader> table) : table_(std::move(table))
    {
        page = table_->page;
        sheet = table_->sheet;
        confidence = table_->confidence;
        hidden = table_->hidden;
        cells = std::move(table_->cells);
    }

    std::unique_ptr<TableReader> table_;
};
} // namespace engine

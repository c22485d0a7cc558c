#pragma once
// Small numbers in the rows that are published: a table of how many, such as pupils by club, holds counts of people in
// its cells. They are hidden before any format is written, so that all formats hide the same.
#include "base/bytes.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/summary/suppress.hpp"
#include "engine/table/key_set.hpp"
#include "engine/table/temporary_file.hpp"
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
class CountShield
{
public:
    // `counts` are names of columns; numbers from 1 to `below` − 1 in them are hidden, each column by itself.
    CountShield(std::vector<OutputColumn> columns, const std::vector<std::string>& counts, std::int64_t below);

    // What the version before hid stays hidden, or what both show would give it away. `published` is its clean.csv;
    // rows are the same where all other columns are. Before the first row. Throws std::runtime_error where it is none.
    void remember(const ByteSource& published);
    void add(std::span<const std::string_view> cells); // a copy waits in a temporary file
    // Hands over all rows in their order, hidden cells null. Returns how many cells are hidden.
    std::int64_t finish(const std::function<void(std::span<const std::string_view>)>& row);

private:
    struct Count {
        std::size_t column;
        HiddenCounts hidden;
        KeySet before{}; // of the rows in which it was hidden
    };
    KeyHash key_of(std::span<const std::string_view> cells) const;

    std::vector<OutputColumn> columns_;
    std::vector<Count> counts_;
    TemporaryFile file_;
    StringSink text_; // where there is no file
    std::optional<FileSink> written_;
    std::unique_ptr<TableWriter> waiting_;
};
} // namespace engine

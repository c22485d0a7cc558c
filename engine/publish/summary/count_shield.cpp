#include "engine/publish/summary/count_shield.hpp"
#include "engine/read/trusted_csv.hpp"
#include <algorithm>
#include <charconv>

namespace engine
{
namespace
{
std::int64_t number_in(std::string_view cell)
{
    std::int64_t number = 0;
    std::from_chars(cell.data(), cell.data() + cell.size(), number);
    return number;
}

void each_row(const ByteSource& file, const std::function<void(std::span<const std::string_view>)>& row)
{
    TrustedCsv reader(file);
    std::vector<std::string_view> cells(reader.header().size());
    for (Chunk chunk; reader.next(chunk);)
        for (std::size_t at = 0; at < chunk.rows(); ++at) {
            for (std::size_t column = 0; column < cells.size(); ++column) cells[column] = chunk.cell(column, at);
            row(cells);
        }
}
} // namespace

CountShield::CountShield(std::vector<OutputColumn> columns, const std::vector<std::string>& counts, std::int64_t below)
    : columns_(std::move(columns))
{
    for (std::size_t column = 0; column < columns_.size(); ++column)
        if (std::ranges::find(counts, columns_[column].name) != counts.end())
            counts_.push_back({column, HiddenCounts(below)});
    if (file_.is_open()) written_.emplace(file_.number());
    waiting_ = csv_writer(written_ ? static_cast<ByteSink&>(*written_) : text_, columns_);
}

KeyHash CountShield::key_of(std::span<const std::string_view> cells) const
{
    KeyHash key;
    for (std::size_t column = 0; column < cells.size(); ++column)
        if (std::ranges::find(counts_, column, &Count::column) == counts_.end()) key.add(cells[column]);
    return key;
}

void CountShield::remember(const ByteSource& published)
{
    auto names = TrustedCsv(published).header();
    if (!std::ranges::equal(names, columns_, {}, {}, &OutputColumn::name))
        return; // another table: nothing in it can be subtracted
    each_row(published, [&](std::span<const std::string_view> cells) {
        for (auto& count : counts_)
            if (is_null(cells[count.column])) count.before.add(key_of(cells), 0);
    });
}

void CountShield::add(std::span<const std::string_view> cells)
{
    auto key = key_of(cells);
    for (auto& count : counts_) count.hidden.see(number_in(cells[count.column]), count.before.find(key).has_value());
    waiting_->row(cells);
}

std::int64_t CountShield::finish(const std::function<void(std::span<const std::string_view>)>& row)
{
    waiting_->finish();
    if (written_) written_->flush();
    for (auto& count : counts_) count.hidden.decide();
    std::int64_t hidden_cells = 0;
    std::vector<std::string_view> shown;
    auto give = [&](std::span<const std::string_view> cells) {
        shown.assign(cells.begin(), cells.end());
        auto key = key_of(cells);
        for (const auto& count : counts_) {
            auto& cell = shown[count.column];
            if (!count.hidden.hides(number_in(cell), count.before.find(key).has_value())) continue;
            cell = null_cell;
            ++hidden_cells;
        }
        row(shown);
    };
    if (written_)
        each_row(FileSource(file_.number()), give);
    else
        each_row(MemorySource(text_.text), give);
    return hidden_cells;
}
} // namespace engine

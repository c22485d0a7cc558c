#include "engine/read/csv/strict_split.hpp"

namespace engine::csv
{
namespace
{
constexpr std::size_t none = SIZE_MAX;

class Split
{
public:
    Split(std::string_view raw, const Punctuation& by) : raw_(raw), by_(by) {}

    std::vector<StrictCell> cells()
    {
        std::vector<StrictCell> found;
        for (std::size_t at = 0;; at += by_.delimiter.size()) {
            StrictCell cell;
            auto end = quoted(at, cell.text);
            cell.quoted = end != none;
            if (!cell.quoted) {
                end = std::min(raw_.find(by_.delimiter, at), raw_.size());
                cell.text = raw_.substr(at, end - at);
            }
            found.push_back(std::move(cell));
            if (end >= raw_.size()) return found;
            at = end;
        }
    }

private:
    // The quoted cell at `at`; where it ends, none where there is none.
    std::size_t quoted(std::size_t at, std::string& text) const
    {
        if (by_.quote == '\0' || at >= raw_.size() || raw_[at] != by_.quote) return none;
        for (auto i = at + 1; i < raw_.size(); ++i) {
            bool pair = i + 1 < raw_.size() && raw_[i + 1] == by_.quote &&
                        (raw_[i] == by_.quote || (raw_[i] == by_.escape && by_.escape != '\0'));
            if (pair)
                ++i;
            else if (raw_[i] == by_.quote) {
                bool ends = i + 1 == raw_.size() || raw_.substr(i + 1).starts_with(by_.delimiter);
                return ends ? i + 1 : none;
            }
            text += raw_[i];
        }
        return none;
    }

    std::string_view raw_;
    const Punctuation& by_;
};
} // namespace

std::vector<StrictCell> strict_split(std::string_view raw, const Punctuation& punctuation)
{
    return Split(raw, punctuation).cells();
}
} // namespace engine::csv

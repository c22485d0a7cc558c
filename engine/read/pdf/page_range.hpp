#pragma once
// Which pages of a document are meant.
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace engine::pdf
{
class PageRange
{
public:
    // "1-3", "2,5-7", "4-", "all" or nothing, which is all. Throws Unreadable with a sentence for everything else.
    explicit PageRange(const std::optional<std::string>& text);

    bool has(int page) const;
    int first() const;
    int last() const; // the largest int where there is no last one

private:
    std::vector<std::pair<int, int>> parts_;
};
} // namespace engine::pdf

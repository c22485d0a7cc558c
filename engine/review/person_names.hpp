#pragma once
// Whether texts call a person by name.
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
class PersonNames
{
public:
    // Names as they are written, whole ones or parts such as the first name.
    explicit PersonNames(const std::vector<std::string>& names);

    bool empty() const { return words_.empty() && unspaced_.empty(); }
    // Two different words of the names side by side in any order, one of them a long one; in scripts that set no spaces
    // between words, a whole name.
    bool are_in(std::string_view text) const;
    // One long word of a name is enough: it may be of another person, too.
    bool may_be_in(std::string_view text) const;

private:
    std::set<std::string, std::less<>> words_, long_words_; // folded
    std::vector<std::string> unspaced_;
};
} // namespace engine

#pragma once
// The order in which people expect the values of a column: as the file rules list them; Monday to Sunday and January to
// December; A*, A, B; otherwise numbers inside words by their size (7B before 10A).
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
class NaturalOrder
{
public:
    // `listed` are the values that the file rules allow, in their order; `values` are those that there are.
    NaturalOrder(std::span<const std::string> listed, std::span<const std::string> values);
    // Values that are not listed come after those that are; blank ones come last.
    bool before(std::string_view one, std::string_view other) const;

private:
    std::map<std::string, std::size_t, std::less<>> places_;
    enum class Kind { words, numbers, grades } kind_ = Kind::words;
};
} // namespace engine

#pragma once
// The common form of codes: NF-004101 and NF-12 are "NF-" and digits.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
class Shape
{
public:
    void see(std::string_view value); // not empty
    // A pattern of digits, capitals and marks that every value fits, or nothing where they have no fixed form. Lengths
    // may differ by two characters at most.
    std::optional<std::string> pattern() const;

private:
    enum class Kind { digits, capitals, mark };
    struct Run {
        Kind kind;
        std::string text;
        std::size_t least, most;
        bool constant = true;
    };
    std::vector<Run> runs_;
    bool started_ = false, lost_ = false;
};
} // namespace engine

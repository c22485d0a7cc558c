#pragma once
// A regular expression as XML Schema (and so Table Schema) has it: it matches the whole value, and only regular
// constructs exist, so that every text is matched in linear time by an automaton built as it is needed. Also
// understood: ^ and $ where a value begins and ends, in each alternative, (?:…), lazy quantifiers. Refused: ^ and $
// elsewhere, where they match nothing or mean themselves, back references and look-around.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace engine
{
class Pattern
{
public:
    // Throws std::invalid_argument with the reason.
    explicit Pattern(std::string_view expression);
    ~Pattern();
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;

    // Not for two threads at once: matching extends the automaton.
    bool matches(std::string_view utf8);

    // What is wrong with an expression, or nothing.
    static std::optional<std::string> wrong(std::string_view expression);

private:
    struct Automaton;
    std::unique_ptr<Automaton> automaton_;
};
} // namespace engine

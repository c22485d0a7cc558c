#pragma once
// The bytes cannot be opened as any supported format: empty, truncated, locked, unsupported.
#include <stdexcept>
#include <string>

namespace engine
{
// `code` is stable (empty, truncated, locked, unsupported, binary, limit …); what() is a sentence for a person that
// names what is wrong, where, what was expected and what to do.
class Unreadable : public std::runtime_error
{
public:
    Unreadable(std::string code, const std::string& sentence) : std::runtime_error(sentence), code_(std::move(code)) {}
    const std::string& code() const { return code_; }

private:
    std::string code_;
};
} // namespace engine

#pragma once
// Something that a person at the terminal has to put right: what, where, what was expected, what to do.
#include <stdexcept>

namespace cli
{
class Problem : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};
} // namespace cli

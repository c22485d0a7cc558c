#pragma once
#include <string_view>

namespace users
{
// Whether it is one of the 3,000 most used passwords of eight characters or more, in the order of published breaches,
// as far as the rules of is_weak_password do not catch them. They are kept as the first 32 bits of their SHA-256: a
// passphrase of one's own is taken for one of them once in two million times.
bool is_among_most_used(std::string_view lower_case_password);
} // namespace users

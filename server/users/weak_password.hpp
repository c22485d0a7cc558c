#pragma once
#include <string_view>

namespace users
{
// Whether this is one of the passwords that are tried first: the most used words and names, with the usual digits and
// signs behind them and the usual letters exchanged ("P@ssw0rd123!"), walks over the keyboard, rows and repetitions of
// digits, dates. The lists stand for many thousands of passwords that were found in breaches.
bool is_weak_password(std::string_view password);
} // namespace users

#pragma once
#include <string_view>

namespace users
{
// Whether `hash` has the form in which Django keeps passwords, "pbkdf2_sha256$600000$salt$base64", such as imported
// people bring along.
bool is_django_hash(std::string_view hash);
// At most two million rounds are computed; a hash that wants more fits nothing.
bool fits_django_hash(std::string_view password, std::string_view hash);
} // namespace users

#pragma once
// Requests that depend on what the caller has already (RFC 9110 sections 13 and 14): If-None-Match, Range, If-Range.
#include "server/http/call.hpp"
#include "server/http/reply.hpp"

namespace http
{
// Whether a list of entity tags names this one. `weak`: W/"…" counts as well.
bool names_tag(std::string_view list, std::string_view tag, bool weak);

// Cuts a file to the part that was asked for (206), leaves it out where the caller has it (304), or refuses the range
// (416). Several ranges at once are answered with the whole file, as are units other than bytes.
void apply_conditions(const Call& call, Reply& reply);
} // namespace http

#pragma once
// What a place asks for before it lets somebody in, kept sealed. It is bound to the server and the user it was given
// for: where they change it is asked for again, so that nobody has it sent to a server of theirs.
#include "base/sealing.hpp"
#include "server/db/session.hpp"
#include "server/sources/source.hpp"

namespace sources
{
// What is wrong with those that come with an edit; `before` is null for a new source.
json::FieldErrors errors_in_secrets(const SourceEdit& edit, const Source* before);

// Keeps those that are given, and of the others what still fits. In the transaction of the edit, after it; `before` is
// null for a new source. What goes where it went and is not given anew is left alone, even where the keys of this hub
// do not open it: others may.
void keep_secrets(db::Session& db, const SealingKeys& keys, const Source& source, const std::optional<Secrets>& given,
                  const SourceInput* before);
// Those that this hub's keys open.
Secrets secrets_of(db::Session& db, const SealingKeys& keys, const Source& source);
} // namespace sources

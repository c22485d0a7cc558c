#pragma once
// What of the hub itself needs somebody: mails that could not be delivered, room that runs low.
#include "server/db/session.hpp"

namespace incidents
{
// Between the two an incident stays as it is.
struct HubState {
    bool little_room = false, room_enough = true;
};
// Whether there is anything to open or close; reads only.
bool says_something(db::Session& db, const HubState& state);
void take_in(db::Session& db, const HubState& state);
} // namespace incidents

#pragma once
// What a process does for the hub: answer requests, work on files, look after the rest. One that does everything is a
// whole hub; several over one PostgreSQL share the work.
#include "server/app/config.hpp"

namespace app
{
struct Duties {
    bool api = false;       // serves the API and the web application
    bool worker = false;    // takes jobs
    bool scheduler = false; // sweeps, sends what waits in the outbox, keeps the house; one at a time

    bool all() const { return api && worker && scheduler; }
};

// Of the setting `role`: names with commas between them. Throws Refusal in words, also where the database serves only
// one process and this would not be all of it.
Duties duties_of(const Config& config);
} // namespace app

#pragma once
// What the hub notes in the history by itself: who was handed student data, and which doors stayed shut.
#include "server/db/database.hpp"
#include "server/http/route.hpp"

namespace app
{
void note_data_read(db::Database& database, const http::Call& call, const http::Route& route);
// At most a hundred in 15 minutes of one person, so that a program gone wild does not fill the history.
void note_refused(db::Database& database, const http::Call& call, const http::Route& route);
} // namespace app

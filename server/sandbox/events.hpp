#pragma once
// The lines that a child in engine mode says. Each is one JSON object with the member "event":
//   started  {stage}                 progress {stage, share, rows}       finished {report}
//   unconfined {missing}  (first of all, where the machine lacks a part of the sandbox)
// and at the end exactly one of
//   result {prepared} (prepare; process on hold or refuse)     published {published, prepared?} (publish, process)
//   preview {preview} (preview)     trial {trial} (try_rules)     merged {merged} (merge_slip)
//   person {person} (person)     calendar {calendar} (calendar)
//   done {} (compare, extract, report, infer)     failed {message}     unreadable {code, message}
//   bad_contract {errors}
#include "server/sandbox/engine_call.hpp"
#include <boost/json/object.hpp>
#include <chrono>
#include <string_view>

namespace sandbox
{
// Exit statuses of a child in engine mode.
enum class ChildExit { ok = 0, failed = 70, out_of_memory = 71, refused = 72 };

// The saying end: writes to descriptor 1.
void say(const boost::json::object& event);
// Tells descriptor 1 what the engine does; progress ten times a second at most.
engine::Watcher saying_watcher();

// The hearing end: passes one line on to the watcher or puts it into the outcome. Throws std::runtime_error on a line
// that is no such event.
void hear(std::string_view line, const engine::Watcher& watcher, Outcome& outcome);
} // namespace sandbox

#pragma once
// Verdict and findings as a person reads them in the terminal.
#include "engine/run/job.hpp"
#include "engine/run/prepared.hpp"
#include <string>

namespace cli
{
// "attendance.csv:14: status: “Presnt” is not one of … Expected: … Fix: …", one finding per line.
std::string findings_text(const engine::Prepared& prepared);
// The verdict with its reasons, the ledger, the notices; with `cards`, the problems by cause.
std::string summary_text(const std::string& file, const engine::Prepared& prepared, bool with_cards);
} // namespace cli

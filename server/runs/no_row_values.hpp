#pragma once
// Types of the engine that say nothing of a row: counts, limits, how a file was read, file rules.
#include "engine/contract/contract.hpp"
#include "engine/contract/rules_form.hpp"
#include "engine/read/icalendar/icalendar.hpp"
#include "engine/run/prepared.hpp"
#include "server/http/row_values.hpp"

namespace http
{
template <> inline constexpr bool holds_no_row_values<engine::Ledger> = true;
template <> inline constexpr bool holds_no_row_values<engine::Changes> = true;
template <> inline constexpr bool holds_no_row_values<engine::Reason> = true;
template <> inline constexpr bool holds_no_row_values<engine::Dialect> = true;
template <> inline constexpr bool holds_no_row_values<engine::OutputColumn> = true;
template <> inline constexpr bool holds_no_row_values<engine::RulesForm> = true;
template <> inline constexpr bool holds_no_row_values<engine::FormStep> = true;
template <> inline constexpr bool holds_no_row_values<engine::ContractError> = true;
template <> inline constexpr bool holds_no_row_values<engine::LineProblem> = true;
} // namespace http

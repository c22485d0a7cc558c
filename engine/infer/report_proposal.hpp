#pragma once
#include "engine/contract/contract.hpp"

namespace engine
{
// A first report of such rows: what can be added up is, marks have their mean and spread, attendance and payments their
// rate, and groups are those of columns with few values or of classes. Nothing by columns about one person.
ReportLayout proposed_report(const Schema& schema);
} // namespace engine

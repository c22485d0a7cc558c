#pragma once
// Undo of a published version: a new version that equals an earlier one. Nothing is taken away.
#include "engine/validate/comparison.hpp"
#include "server/reports/report_ref.hpp"
#include <boost/describe.hpp>
#include <string>
#include <vector>

namespace reports
{
// What restoring a version would do, before it is done.
struct Restoring {
    ReportRef restored, in_force;
    engine::VersionChanges changes;                   // of the restored version against the one in force
    std::vector<std::string> reversed, kept, remains; // sentences; `remains` is what no undo reaches
};
BOOST_DESCRIBE_STRUCT(Restoring, (), (restored, in_force, changes, reversed, kept, remains))
} // namespace reports

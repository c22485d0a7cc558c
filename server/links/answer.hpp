#pragma once
// What an answer by link may touch: the cells that its link has shown to be corrected, and nothing beside them.
#include "base/result.hpp"
#include "engine/prepare/held_rows.hpp"
#include "server/db/session.hpp"
#include "server/links/link.hpp"
#include "server/runs/run.hpp"
#include <string>
#include <vector>

namespace links
{
struct CellByLink {
    std::int64_t line = 0;
    std::optional<std::string> sheet;
    std::string column;
    std::optional<std::string> from, to;
};
BOOST_DESCRIBE_STRUCT(CellByLink, (), (line, sheet, column, from, to))

// Of each row the fields that its problems are about; every field where a problem is about the row.
std::vector<OfferedRow> offered_by(const engine::HeldRows& held);
// The corrections as the run takes them. Refuses (every one of them with its path) where a cell was not offered, or
// comes twice.
std::expected<std::vector<engine::Fix>, json::FieldErrors> fixes_within(const std::vector<OfferedRow>& offered,
                                                                        const std::vector<CellByLink>& cells);
// Whether a run that continues with corrections of held rows would publish those rows and no others: its good rows are
// out already, in the version that is in force, by the file rules of today, and nobody has corrected anything else.
bool only_held_rows_would_go_out(db::Session& db, const runs::Run& run);
} // namespace links

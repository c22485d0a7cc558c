#pragma once
// Which column a field that no name matched might be. A guess is offered to a person and never used without one.
#include "engine/standardize/matching.hpp"
#include "engine/table/chunk.hpp"

namespace engine
{
// Fills MappedColumn::guess, at most one column for a field and one field for a column. A pair is scored by how alike
// the names are (shared words, then edit distance: Levenshtein 1966) and by how many of the first values the field
// would accept; the best pairs are taken first.
void guess_columns(std::vector<MappedColumn>& columns, const Contract& contract, const Chunk& chunk);
} // namespace engine

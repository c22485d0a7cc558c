#pragma once
// What can happen to a correction sheet on its way, other than being corrected: letters lost when it was saved in
// another encoding, columns sorted without the others, zeros eaten.
#include "engine/review/slip_sheet.hpp"
#include <map>
#include <span>

namespace engine
{
// A row of the file: as the steps leave it, with the corrections made so far, as sent.
struct SentRow {
    std::int64_t line = 0;
    std::optional<std::string> sheet;
    std::string code;
    SlipCells base, now, sent;
    std::vector<bool> wrong; // by field: a finding names this cell
    bool held = false;       // or was, before it was corrected
};

// A row of the sheet and the row of the file that its code, its number or its key points at.
struct SlipPair {
    const SlipRow* slip;
    const SentRow* row;
};

// Whether the cell came back as it was sent, but for what saving it as a sheet does to every text.
bool came_back(const std::optional<std::string>& sent, const std::optional<std::string>& written);
// Whether only the zeros in front of a number are gone.
bool lost_zeros(const std::optional<std::string>& sent, const std::optional<std::string>& written);

// What the held rows hold, column by column: how often each text was sent.
using SentTexts = std::vector<std::map<std::string, int>>;
void add_texts(SentTexts& texts, const SlipCells& sent);

// Throws Unreadable (lost_letters) where letters came back as question marks or as other letters.
void refuse_lost_letters(std::span<const SlipPair> pairs, const SlipSheet& sheet, const Schema& schema,
                         const std::string& name);
// Throws Unreadable (sorted_columns) where the cells of a column stand in other rows than they were sent in.
void refuse_sorted_columns(std::span<const SlipPair> pairs, const SlipSheet& sheet, const Schema& schema,
                           const SentTexts& texts, const std::string& name);
} // namespace engine

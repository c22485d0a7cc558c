#include "engine/review/slip_damage.hpp"
#include "engine/publish/xlsx/workbook.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/unicode.hpp"
#include "engine/validate/rule.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace engine
{
namespace
{
constexpr std::size_t longest_cell = 32'767; // of a sheet

// One line end, one normal form, no white space around.
std::string plain(std::string_view text)
{
    std::string lines, room;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r')
            lines += text[i];
        else if (i + 1 == text.size() || text[i + 1] != '\n')
            lines += '\n';
    return std::string(trim(nfc(lines, room)));
}

bool is_plain_letter(char c) { return static_cast<unsigned char>(c) < 0x80 && c != '?'; }

std::string plain_letters(std::string_view text)
{
    std::string out;
    std::ranges::copy_if(text, std::back_inserter(out), is_plain_letter);
    return out;
}

std::size_t question_marks(std::string_view text)
{
    auto count = static_cast<std::size_t>(std::ranges::count(text, '?'));
    for (auto at = text.find("\xEF\xBF\xBD"); at != text.npos; at = text.find("\xEF\xBF\xBD", at + 3)) ++count;
    return count;
}

enum class Letters { same, other, lost };

// What became of the letters that not every encoding has. Where other letters differ too, somebody has typed.
Letters letters_of(const std::string& sent, const std::string& written)
{
    if (is_ascii(sent) || plain_letters(sent) != plain_letters(written)) return Letters::same;
    if (question_marks(written) > question_marks(sent)) return Letters::lost;
    return is_ascii(written) ? Letters::same : Letters::other;
}

// Of the cells of a column that differ from what was sent, those that hold what another row had.
struct Moved {
    std::size_t changed = 0;
    std::map<std::string, int> sent;
    std::vector<std::string> written;
    std::size_t known = 0;                  // of the changed ones: the text was sent in another held row
    std::set<std::string> of_one_other_row; // texts that one held row was sent with

    bool is_sorted() const
    {
        std::size_t exchanged = 0;
        auto left = sent;
        for (const auto& text : written) {
            auto found = left.find(text);
            if (found == left.end() || found->second == 0) continue;
            --found->second;
            ++exchanged;
        }
        auto moved = std::max(exchanged, of_one_other_row.size());
        return moved >= 2 && std::max(moved, known) * 2 >= changed;
    }
};
} // namespace

bool came_back(const std::optional<std::string>& sent, const std::optional<std::string>& written)
{
    if (sent == written) return true;
    if (!sent || !written) return false;
    if (plain(*sent) == plain(*written)) return true;
    std::string room;
    return sent->size() > longest_cell && plain(cell_text(*sent, room)) == plain(*written);
}

bool lost_zeros(const std::optional<std::string>& sent, const std::optional<std::string>& written)
{
    if (!sent || !written) return false;
    auto text = trim(*sent);
    auto digits = [](std::string_view all) {
        return !all.empty() && std::ranges::all_of(all, [](char c) { return c >= '0' && c <= '9'; });
    };
    if (!digits(text) || !digits(trim(*written)) || !text.starts_with('0')) return false;
    text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
    return text == trim(*written);
}

void add_texts(SentTexts& texts, const SlipCells& sent)
{
    for (std::size_t i = 0; i < sent.size(); ++i)
        if (sent[i]) ++texts[i][plain(*sent[i])];
}

void refuse_lost_letters(std::span<const SlipPair> pairs, const SlipSheet& sheet, const Schema& schema,
                         const std::string& name)
{
    std::size_t lost = 0, other = 0;
    std::string example;
    for (const auto& [slip, row] : pairs)
        for (std::size_t i = 0; i < schema.fields.size(); ++i) {
            const auto &sent = row->sent[i], &written = slip->as_written[i];
            if (!sheet.has[i] || !sent || !written || came_back(sent, written)) continue;
            auto letters = letters_of(*sent, *written);
            if (letters == Letters::same || (letters == Letters::other && row->wrong[i])) continue;
            if (example.empty() || (letters == Letters::lost && lost == 0))
                example = fmt::format("{} in {} of row {} came back as {}", quoted(*sent), schema.fields[i].title,
                                      row->line, quoted(*written));
            ++(letters == Letters::lost ? lost : other);
        }
    if (lost == 0 && other < 2) return; // one other letter is a correction
    throw Unreadable("lost_letters",
                     fmt::format("“{}” was saved in a way that does not keep every letter: {}. Nothing was taken from "
                                 "it. Save the sheet as an Excel workbook (.xlsx) or as “CSV UTF-8” and send it again.",
                                 name, example));
}

void refuse_sorted_columns(std::span<const SlipPair> pairs, const SlipSheet& sheet, const Schema& schema,
                           const SentTexts& texts, const std::string& name)
{
    std::string columns;
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        if (!sheet.has[i]) continue;
        bool is_key = std::ranges::find(schema.primary_key, schema.fields[i].name) != schema.primary_key.end();
        Moved moved;
        for (const auto& [slip, row] : pairs) {
            const auto &sent = row->sent[i], &written = slip->as_written[i];
            if ((row->wrong[i] && !is_key) || came_back(sent, written)) continue;
            ++moved.changed;
            ++moved.sent[plain(sent.value_or(""))];
            moved.written.push_back(plain(written.value_or("")));
            auto found = texts[i].find(moved.written.back());
            if (found == texts[i].end()) continue;
            ++moved.known;
            if (found->second == 1) moved.of_one_other_row.insert(moved.written.back());
        }
        if (moved.is_sorted()) columns += (columns.empty() ? "" : ", ") + schema.fields[i].title;
    }
    if (columns.empty()) return;
    throw Unreadable("sorted_columns",
                     fmt::format("In “{}” the cells of {} stand in other rows than they were sent in, as when single "
                                 "columns are sorted without the others. Nothing was taken from it. Download the "
                                 "sheet again, sort whole rows only, and correct it anew.",
                                 name, columns));
}
} // namespace engine

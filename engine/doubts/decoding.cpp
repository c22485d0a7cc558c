#include "engine/doubts/decoding.hpp"
#include "engine/doubts/reading_doubts.hpp"
#include "engine/read/html/html_tokens.hpp"
#include "engine/text/double_encoding.hpp"
#include "engine/text/invisible.hpp"
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace engine
{
namespace
{
constexpr std::size_t most_examples = 3;

// The bytes of a word that are 0 become 0x80, others may (Mycroft 1987).
constexpr std::uint64_t zeros(std::uint64_t word) { return (word - 0x0101010101010101) & ~word & 0x8080808080808080; }

// Whether all bytes are ASCII that can be seen, without an ampersand: by far the most cells.
bool is_plain(std::string_view cell)
{
    for (; cell.size() >= 8; cell.remove_prefix(8)) {
        std::uint64_t word = 0;
        std::memcpy(&word, cell.data(), 8);
        auto control = (word - 0x2020202020202020) & ~word; // below a space
        if (((word | control) & 0x8080808080808080) || zeros(word ^ 0x2626262626262626) ||
            zeros(word ^ 0x7F7F7F7F7F7F7F7F))
            return false;
    }
    return std::ranges::all_of(cell, [](char c) { return c >= ' ' && c < '\x7F' && c != '&'; });
}

// Only what a semicolon ends: addresses of pages have names behind ampersands, too.
std::string without_references(std::string_view text)
{
    std::string out;
    for (auto mark = text.find('&'); mark != text.npos; mark = text.find('&')) {
        constexpr std::string_view of_names = "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        auto end = text.find_first_not_of(of_names, mark + 1);
        bool ended = end != text.npos && text[end] == ';';
        auto to = ended ? end + 1 : mark + 1;
        out += text.substr(0, mark);
        out += ended ? html::without_references(text.substr(mark, to - mark)) : "&";
        text.remove_prefix(to);
    }
    return out += text;
}

// What the names of an ampersand hide may be names again.
bool take_references(std::string& text)
{
    constexpr int most = 3;
    bool changed = false;
    for (int round = 0; round < most && text.contains('&') && text.contains(';'); ++round) {
        auto next = without_references(text);
        if (next == text) break;
        text = std::move(next);
        changed = true;
    }
    return changed;
}
} // namespace

Decoding::Decoding(const Schema& schema)
{
    std::set<std::string> keys(schema.primary_key.begin(), schema.primary_key.end());
    for (const auto& key : schema.unique_keys) keys.insert(key.begin(), key.end());
    for (const auto& key : schema.foreign_keys) keys.insert(key.fields.begin(), key.fields.end());
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        const auto& field = schema.fields[i];
        if (field.type == FieldType::string || field.type == FieldType::any)
            columns_.push_back({i, field.constraints.unique || keys.contains(field.name)});
    }
}

void Decoding::keep(Kind& kind, std::string_view before, std::string_view now)
{
    ++kind.cells;
    if (kind.examples.size() == most_examples) return;
    auto example = fmt::format("“{}” became “{}”", shown_cell(with_invisible_shown(before)),
                               shown_cell(with_invisible_shown(now)));
    if (std::ranges::find(kind.examples, example) == kind.examples.end()) kind.examples.push_back(std::move(example));
}

// The cell itself where nothing has to be done, else a view of the room.
std::string_view Decoding::decoded(std::string_view cell, bool strict)
{
    text_ = cell;
    if (take_references(text_)) keep(web_, cell, text_);
    if (auto again = decoded_again(text_)) {
        keep(twice_, text_, *again);
        text_ = std::move(*again);
    }
    auto visible = without_invisible(text_, strict, room_);
    if (visible.size() != text_.size()) keep(invisible_, text_, visible);
    return visible == cell ? cell : visible;
}

void Decoding::apply(Batch& batch)
{
    for (auto [column, strict] : columns_)
        for (auto row : batch.live) {
            auto& cell = batch.columns[column][row];
            if (is_plain(cell)) continue;
            auto text = decoded(cell, strict);
            if (text.data() != cell.data()) cell = batch.arena.copy(text);
        }
}

std::vector<Doubt> Decoding::told() const
{
    std::vector<Doubt> out;
    for (const auto* kind : {&web_, &twice_, &invisible_}) {
        if (kind->cells == 0) continue;
        auto& doubt = out.emplace_back();
        doubt.what = kind->what;
        doubt.outcome = DoubtOutcome::told;
        bool one = kind->cells == 1;
        doubt.evidence = fmt::format("{} {} {}, and {} {}: {}.", kind->cells, one ? "cell had" : "cells had", kind->had,
                                     one ? "was" : "were", kind->done, fmt::join(kind->examples, ", "));
    }
    return out;
}
} // namespace engine

#include "engine/read/csv/dialect.hpp"
#include "engine/read/cell_kind.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <array>
#include <map>

namespace engine::csv
{
namespace
{
constexpr std::size_t judged_rows = 400;
constexpr std::size_t judged_bytes = 1 << 16;

// In the order in which equals win.
constexpr std::string_view usual_delimiters[] = {",", ";", "\t", "|", "\x1f", "\x01", "^",
                                                 "~", ":", "#",  "&", "*",    " "};

char only_char(const std::optional<std::string>& option) { return option->empty() ? '\0' : option->front(); }

std::string most_frequent_newline(std::string_view sample)
{
    std::size_t both = 0, feeds = 0, returns = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        if (sample[i] == '\n') ++feeds;
        if (sample[i] != '\r') continue;
        if (i + 1 < sample.size() && sample[i + 1] == '\n')
            ++both, ++i;
        else
            ++returns;
    }
    if (both >= feeds && both >= returns && both > 0) return "\r\n";
    return returns > feeds ? "\r" : "\n";
}

// The first lines, enough to judge by, cut at a line end.
std::string_view judged(std::string_view sample, bool& whole)
{
    if (sample.size() <= judged_bytes) return sample;
    whole = false;
    return sample.substr(0, judged_bytes);
}

// Delimiters worth a try: the usual ones that occur, each also repeated ("||", "::") or with spaces around it where the
// sample has it so, and any other character that is no letter, digit or space and stands in most lines.
std::vector<std::string> candidate_delimiters(std::string_view sample)
{
    std::vector<std::string> found;
    auto occurs = [&](std::string_view text) { return sample.find(text) != std::string_view::npos; };
    for (auto usual : usual_delimiters) {
        if (!occurs(usual)) continue;
        found.emplace_back(usual);
        auto twice = std::string(usual) + std::string(usual);
        if (usual != " " && usual != "\t" && occurs(twice)) found.push_back(twice);
    }
    std::map<std::string, std::size_t> marks;
    std::size_t lines = 1;
    for (std::size_t i = 0; i < sample.size();) {
        auto lead = static_cast<unsigned char>(sample[i]);
        std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        lines += lead == '\n';
        bool mark = bytes == 1 ? std::string_view("!$%/<>=?@\\`{}").contains(sample[i]) : lead == 0xC2 || lead == 0xE2;
        if (mark) ++marks[std::string(sample.substr(i, bytes))];
        i += bytes;
    }
    for (auto& [mark, count] : marks)
        if (count * 10 >= lines * 9) found.push_back(mark);
    return found;
}

std::vector<char> candidate_quotes(std::string_view sample)
{
    std::vector<char> found{'"'};
    // An apostrophe quotes when cells begin with it; in the middle of a word it does not.
    for (std::size_t at = sample.find('\''); at != std::string_view::npos; at = sample.find('\'', at + 1)) {
        bool after_mark =
            at == 0 || !(std::isalnum(static_cast<unsigned char>(sample[at - 1])) || sample[at - 1] == ' ');
        if (!after_mark) continue;
        found.push_back('\'');
        break;
    }
    if (sample.find('"') != std::string_view::npos) found.push_back('\0');
    return found;
}

std::vector<char> candidate_escapes(std::string_view sample, char quote)
{
    std::vector<char> found{'\0'};
    if (quote != '\0' && sample.find(std::string{'\\', quote}) != std::string_view::npos) found.push_back('\\');
    return found;
}

// Rows of one width count by the square of their share and by how many cells they have.
double uniformity(const Records& records)
{
    std::map<std::size_t, double> widths;
    double rows = 0;
    for (std::size_t r = 0; r < std::min(records.rows.size(), judged_rows); ++r) {
        auto width = records.cells_of(r).size();
        if (width == 0) continue;
        widths[width] += 1;
        rows += 1;
    }
    double sum = 0;
    for (auto [width, count] : widths) {
        double cells = static_cast<double>(width), share = count / rows;
        sum += share * share * std::max(1e-3, cells - 1) / cells;
    }
    return sum;
}

// Share of cells that look like something. Blank cells say little.
double recognised(const Records& records)
{
    double known = 0, cells = 0;
    for (std::size_t r = 0; r < std::min(records.rows.size(), judged_rows); ++r) {
        for (auto cell : records.cells_of(r)) {
            auto kind = kind_of(cell);
            double weight = kind == CellKind::blank ? 0.2 : 1;
            cells += weight;
            if (kind != CellKind::other) known += weight;
        }
    }
    return cells > 0 ? known / cells : 0;
}

double score(std::string_view sample, bool whole, const Punctuation& punctuation)
{
    std::string text(sample); // cells are unquoted in place
    Records records;
    Tokenizer(punctuation).tokenize(text, whole, records);
    if (records.rows.empty()) Tokenizer(punctuation).tokenize(text, true, records);
    double damaged = 0;
    for (const auto& row : records.rows) damaged += row.damage != Damage::none;
    double sound = 1 - damaged / static_cast<double>(std::max<std::size_t>(records.rows.size(), 1));
    return uniformity(records) * recognised(records) * sound;
}
} // namespace

FoundDialect detect_dialect(std::string_view sample, bool whole, const ReadOptions& options)
{
    FoundDialect best;
    best.newline = most_frequent_newline(sample);
    sample = judged(sample, whole);
    auto delimiters = options.delimiter ? std::vector{*options.delimiter} : candidate_delimiters(sample);
    auto quotes = options.quote ? std::vector{only_char(options.quote)} : candidate_quotes(sample);
    if (delimiters.empty()) delimiters = {","};
    best.punctuation = {delimiters[0], quotes[0], '\0'};
    if (!options.delimiter) best.punctuation.delimiter = ",";
    for (const auto& delimiter : delimiters) {
        for (char quote : quotes) {
            auto escapes = options.escape ? std::vector{only_char(options.escape)} : candidate_escapes(sample, quote);
            for (char escape : escapes) {
                Punctuation candidate{delimiter, quote, escape};
                auto reached = score(sample, whole, candidate);
                if (reached > best.score + 1e-9) {
                    best.score = reached;
                    best.punctuation = candidate;
                }
            }
        }
    }
    if (options.delimiter) best.punctuation.delimiter = *options.delimiter;
    if (options.quote) best.punctuation.quote = only_char(options.quote);
    if (options.escape) best.punctuation.escape = only_char(options.escape);
    return best;
}
} // namespace engine::csv

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

bool is_usual(std::string_view delimiter) { return std::string_view(",;\t|").contains(delimiter[0]); }

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

// Whether most lines but the first, which may be a name, are one number, date or link: their marks separate nothing.
bool holds_one_value_a_line(std::string_view sample)
{
    constexpr std::size_t judged_lines = 100;
    std::size_t lines = 0, values = 0;
    for (std::size_t at = 0; at < sample.size() && lines < judged_lines;) {
        auto end = std::min(sample.find_first_of("\r\n", at), sample.size());
        auto line = sample.substr(at, end - at);
        bool first = at == 0 && sample.size() > end + 1;
        at = end + 1;
        if (is_blank(line) || first) continue;
        auto kind = kind_of(line);
        values += kind == CellKind::number || kind == CellKind::date || kind == CellKind::link;
        ++lines;
    }
    return lines > 0 && values * 10 >= lines * 8;
}

// Delimiters worth a try: the usual ones that occur, each also repeated ("||", "::") or with spaces around it where the
// sample has it so, and any other character that is no letter, digit or space and stands in most lines.
std::vector<std::string> candidate_delimiters(std::string_view sample)
{
    std::vector<std::string> found;
    auto occurs = [&](std::string_view text) { return sample.find(text) != std::string_view::npos; };
    for (auto usual : usual_delimiters) {
        if (!occurs(usual) && usual != ",") continue; // a file of one column has none
        found.emplace_back(usual);
        auto twice = std::string(usual) + std::string(usual);
        if (usual != " " && usual != "\t" && occurs(twice)) found.push_back(twice);
    }
    if (holds_one_value_a_line(sample)) {
        std::erase_if(found, [](const auto& mark) { return !is_usual(mark); });
        return found;
    }
    std::map<std::string, std::size_t> marks;
    std::size_t lines = 0;
    for (std::size_t i = 0; i < sample.size();) {
        auto lead = static_cast<unsigned char>(sample[i]);
        std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        lines += lead == '\n';
        bool mark = bytes == 1 ? std::string_view("!$%=@").contains(sample[i]) : lead == 0xC2 || lead == 0xE2;
        if (mark) ++marks[std::string(sample.substr(i, bytes))];
        i += bytes;
    }
    for (auto& [mark, count] : marks)
        if (count * 10 >= lines * 9 && count > 1) found.push_back(mark);
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
    return found;
}

std::vector<char> candidate_escapes(std::string_view sample, char quote)
{
    std::vector<char> found{'\0'};
    if (quote != '\0' && sample.find(std::string{'\\', quote}) != std::string_view::npos) found.push_back('\\');
    return found;
}

// What splitting the sample one way gives.
struct Trial {
    std::vector<char> text; // a copy, since cells are unquoted in place
    Records records;
    std::size_t rows = 0; // judged
    double unclosed = 0;  // records with a quote that never closes
    double stray = 0;     // records with a quote inside a quoted cell
};

Trial split(std::string_view sample, bool whole, const Punctuation& punctuation)
{
    Trial trial;
    trial.text.assign(sample.begin(), sample.end());
    Tokenizer(punctuation).tokenize(trial.text, whole, trial.records);
    if (trial.records.rows.empty()) Tokenizer(punctuation).tokenize(trial.text, true, trial.records);
    trial.rows = std::min(trial.records.rows.size(), judged_rows);
    for (const auto& row : trial.records.rows) {
        trial.unclosed += row.damage == Damage::unclosed_quote;
        trial.stray += row.damage == Damage::stray_quote;
    }
    return trial;
}

// Rows of one width count by the square of their share and by how many cells they have.
double uniformity(const Trial& trial, bool usual)
{
    std::map<std::size_t, double> widths;
    double rows = 0;
    std::size_t first = 0; // width of the first row that is not empty, most often the header
    for (std::size_t r = 0; r < trial.rows; ++r) {
        auto width = trial.records.cells_of(r).size();
        if (width == 0) continue;
        if (rows == 0) first = width;
        widths[width] += 1;
        rows += 1;
    }
    double sum = 0, most = 0;
    std::size_t common = 0;
    for (auto [width, count] : widths) {
        double cells = static_cast<double>(width), share = count / rows;
        sum += share * share * std::max(0.1, cells - 1) / cells;
        if (share >= most) most = share, common = width;
    }
    // A mark that seldom separates anything must do so in nearly every row to be believed.
    if (!usual && (most < 0.8 || common < 2)) return 0;
    return sum * (first == common ? 1 : 0.6) * (usual ? 1 : 0.7);
}

// Share of cells that look like something, of columns that are not blank from top to bottom.
double recognised(const Trial& trial, const Punctuation& punctuation)
{
    double known = 0, cells = 0;
    bool values = false;
    std::vector<bool> filled;
    for (std::size_t r = 0; r < trial.rows; ++r) {
        auto row = trial.records.cells_of(r);
        filled.resize(std::max(filled.size(), row.size()));
        for (std::size_t c = 0; c < row.size(); ++c) {
            auto kind = kind_of(row[c]);
            double weight = kind == CellKind::blank ? 0.2 : 1; // blank cells say little
            cells += weight;
            known += kind == CellKind::other ? 0.1 : weight;
            if (kind != CellKind::blank) filled[c] = true;
            values |= kind == CellKind::number || kind == CellKind::date;
        }
    }
    if (cells == 0) return 0;
    auto columns = static_cast<double>(std::ranges::count(filled, true)) / static_cast<double>(filled.size());
    // Words with spaces between them are words, not columns.
    double prose = punctuation.delimiter == " " && !values ? 0.1 : 1;
    return known / cells * columns * prose;
}

// Whether nearly every cell but the first of its row begins with a space.
bool is_spaced(const Trial& trial)
{
    std::size_t spaced = 0, cells = 0;
    for (std::size_t r = 0; r < trial.rows; ++r) {
        auto row = trial.records.cells_of(r);
        for (std::size_t c = 1; c < row.size(); ++c) {
            bool begins = row[c].starts_with(' ');
            bool quoted = !begins && row[c].data() > trial.text.data() + 1 && row[c].data()[-2] == ' ';
            spaced += begins || quoted;
            ++cells;
        }
    }
    return cells > 0 && spaced * 10 >= cells * 9;
}

double score(const Trial& trial, const Punctuation& punctuation)
{
    auto records = static_cast<double>(std::max<std::size_t>(trial.records.rows.size(), 1));
    double sound = 1 - (trial.unclosed + 0.2 * trial.stray) / records;
    return uniformity(trial, is_usual(punctuation.delimiter)) * recognised(trial, punctuation) * sound;
}
} // namespace

FoundDialect detect_dialect(std::string_view sample, bool whole, const ReadOptions& options)
{
    FoundDialect best;
    best.newline = most_frequent_newline(sample);
    sample = judged(sample, whole);
    auto told = options.delimiter;
    if (told == "") told = no_delimiter;
    auto delimiters = told ? std::vector{*told} : candidate_delimiters(sample);
    auto quotes = options.quote ? std::vector{only_char(options.quote)} : candidate_quotes(sample);
    if (delimiters.empty()) delimiters = {","};
    best.punctuation = {delimiters[0], quotes[0], '\0'};
    if (!told) best.punctuation.delimiter = ",";
    auto consider = [&](const Punctuation& candidate) {
        auto trial = split(sample, whole, candidate);
        auto reached = score(trial, candidate);
        if (reached > best.score + 1e-9) {
            best.score = reached;
            best.punctuation = candidate;
        }
        return trial.unclosed > 1 && trial.unclosed * 10 > static_cast<double>(trial.records.rows.size());
    };
    for (const auto& delimiter : delimiters) {
        bool pairs_badly = false;
        for (char quote : quotes) {
            auto escapes = options.escape ? std::vector{only_char(options.escape)} : candidate_escapes(sample, quote);
            for (char escape : escapes) pairs_badly |= consider({delimiter, quote, escape});
        }
        // Marks that do not pair are no quotes; a few rows with one too many are damaged rows.
        if (pairs_badly && !options.quote) consider({delimiter, '\0', '\0'});
    }
    if (told) best.punctuation.delimiter = *told;
    if (options.quote) best.punctuation.quote = only_char(options.quote);
    if (options.escape) best.punctuation.escape = only_char(options.escape);
    best.spaced = is_spaced(split(sample, whole, best.punctuation));
    return best;
}
} // namespace engine::csv

// Number format codes taken apart, and the built-in ones.
#include "engine/read/xlsx/number_format.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace engine::xlsx
{
namespace
{
using enum TokenKind;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

class Parser
{
public:
    explicit Parser(std::string_view code) : rest_(code) {}

    std::vector<FormatSection> parse()
    {
        do sections_.push_back(section());
        while (take(";") && sections_.size() < 4);
        return std::move(sections_);
    }

private:
    bool take(std::string_view word)
    {
        if (rest_.size() < word.size() || !std::ranges::equal(rest_.substr(0, word.size()), word, {}, lower, lower))
            return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    std::string_view take_character() // of one or more bytes
    {
        auto lead = rest_.empty() ? 0U : static_cast<unsigned char>(rest_[0]);
        std::size_t bytes = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        auto character = rest_.substr(0, bytes);
        rest_.remove_prefix(character.size());
        return character;
    }

    int take_run(char letter)
    {
        int count = 0;
        while (!rest_.empty() && lower(rest_[0]) == letter) {
            rest_.remove_prefix(1);
            ++count;
        }
        return count;
    }

    void add(TokenKind kind, int count = 1, char mark = '\0')
    {
        section_.tokens.push_back({kind, count, mark, {}});
        has_digits_ = has_digits_ || kind == digit;
        has_seconds_ = has_seconds_ || kind == second || kind == elapsed_seconds;
    }
    void add_literal(std::string_view text)
    {
        if (section_.tokens.empty() || section_.tokens.back().kind != literal) add(literal);
        section_.tokens.back().literal += text;
    }

    FormatSection section()
    {
        section_ = {};
        has_digits_ = has_seconds_ = false;
        while (!rest_.empty() && rest_[0] != ';') element();
        settle_minutes();
        settle_commas();
        for (const auto& token : section_.tokens) {
            section_.percents += token.kind == percent;
            section_.date |= token.kind == year || token.kind == month || token.kind == day;
            section_.time |=
                token.kind == hour || token.kind == minute || token.kind == second || token.kind == half_day;
            section_.elapsed |= token.kind >= elapsed_hours;
        }
        return std::move(section_);
    }

    void element()
    {
        if (take("\"")) {
            auto end = std::min(rest_.find('"'), rest_.size());
            add_literal(rest_.substr(0, end));
            rest_.remove_prefix(std::min(end + 1, rest_.size()));
        } else if (take("\\"))
            add_literal(take_character());
        else if (take("_"))
            take_character(), add_literal(" ");
        else if (take("*"))
            take_character(); // repeated to fill the column
        else if (take("["))
            bracket();
        else if (take("general"))
            add(general);
        else if (take("am/pm"))
            add(half_day);
        else if (take("a/p"))
            add(half_day, 1, 'A');
        else if (take("e+"))
            add(exponent, 1, '+');
        else if (take("e-"))
            add(exponent, 1, '-');
        else
            letter();
    }

    void letter()
    {
        char c = lower(rest_[0]);
        switch (c) {
        case 'y':
            return add(year, take_run('y'));
        case 'e':
            return add(year, std::max(4, take_run('e')));
        case 'm':
            return add(month, take_run('m'));
        case 'd':
            return add(day, take_run('d'));
        case 'h':
            return add(hour, take_run('h'));
        case 's':
            return add(second, take_run('s'));
        case '0':
        case '#':
        case '?':
            take_character();
            return add(digit, 1, c);
        case '.':
            take_character();
            return point_or_subsecond();
        case ',':
            take_character();
            return add(literal, 1, ','); // settled later
        case '%':
            take_character();
            return add(percent);
        case '@':
            take_character();
            return add(text);
        case '/':
            take_character();
            if (has_digits_) return add(fraction);
            return add_literal("/");
        default:
            add_literal(take_character());
        }
    }

    void point_or_subsecond()
    {
        if (!has_seconds_) return add(point);
        if (int zeros = take_run('0')) return add(subsecond, zeros);
        add_literal(".");
    }

    void bracket()
    {
        auto end = std::min(rest_.find(']'), rest_.size());
        auto inside = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        auto all = [&](char letter) {
            return !inside.empty() && std::ranges::all_of(inside, [&](char c) { return lower(c) == letter; });
        };
        auto count = static_cast<int>(inside.size());
        if (all('h')) return add(elapsed_hours, count);
        if (all('m')) return add(elapsed_minutes, count);
        if (all('s')) return add(elapsed_seconds, count);
        // The system's own long date and time, here those of US English, in place of what the section says.
        if (inside == "$-F800" || inside == "$-f800") return section_is("dddd, mmmm d, yyyy");
        if (inside == "$-F400" || inside == "$-f400") return section_is("h:mm:ss AM/PM");
        if (inside.starts_with('$')) return add_literal(inside.substr(1, inside.find('-') - 1)); // [$€-407]
        condition(inside); // or a colour, which says nothing here
    }

    void section_is(std::string_view code)
    {
        rest_.remove_prefix(std::min(rest_.find(';'), rest_.size()));
        auto behind = std::exchange(rest_, code);
        section_.tokens.clear();
        has_digits_ = has_seconds_ = false;
        while (!rest_.empty()) element();
        rest_ = behind;
    }

    void condition(std::string_view inside)
    {
        using enum FormatSection::When;
        static constexpr std::array<std::pair<std::string_view, FormatSection::When>, 6> signs{
            {{"<=", less_equal}, {">=", greater_equal}, {"<>", not_equal}, {"<", less}, {">", greater}, {"=", equal}}};
        for (auto [sign, when] : signs) {
            if (!inside.starts_with(sign)) continue;
            inside.remove_prefix(sign.size());
            while (inside.starts_with(' ')) inside.remove_prefix(1);
            auto [end, error] = std::from_chars(inside.data(), inside.data() + inside.size(), section_.limit);
            if (error == std::errc()) section_.when = when;
            return;
        }
    }

    // m is minutes behind an hour or before a second, else months.
    void settle_minutes()
    {
        FormatToken* before = nullptr;
        for (auto& token : section_.tokens) {
            if (token.kind == literal || token.kind == half_day) continue;
            bool hours = before && (before->kind == hour || before->kind == elapsed_hours);
            if (token.kind == month && token.count <= 2 && hours) token.kind = minute;
            if (before && before->kind == month && before->count <= 2 &&
                (token.kind == second || token.kind == elapsed_seconds))
                before->kind = minute;
            before = &token;
        }
    }

    // A comma between digits groups thousands, one behind the last digit divides by a thousand, others are text.
    void settle_commas()
    {
        auto& tokens = section_.tokens;
        bool digits_before = false, behind_point = false;
        for (std::size_t i = 0; i < tokens.size();) {
            digits_before = digits_before || tokens[i].kind == digit;
            behind_point = behind_point || tokens[i].kind == point;
            auto next = i;
            for (; next < tokens.size() && tokens[next].kind == literal && tokens[next].mark == ','; ++next) {
                tokens[next].mark = '\0';
                if (!digits_before) tokens[next].literal.insert(0, ",");
            }
            bool digit_after = next < tokens.size() && tokens[next].kind == digit;
            if (next > i && digits_before && digit_after && !behind_point)
                section_.grouped = true;
            else if (digits_before)
                section_.scale += static_cast<int>(next - i);
            i = std::max(next, i + 1);
        }
    }

    std::string_view rest_;
    FormatSection section_;
    bool has_digits_ = false, has_seconds_ = false; // the section at hand
    std::vector<FormatSection> sections_;
};
} // namespace

bool FormatSection::has(TokenKind kind) const
{
    return std::ranges::any_of(tokens, [&](const auto& token) { return token.kind == kind; });
}

bool FormatSection::holds(double value) const
{
    switch (when) {
    case When::always:
        return true;
    case When::less:
        return value < limit;
    case When::less_equal:
        return value <= limit;
    case When::equal:
        return value == limit;
    case When::not_equal:
        return value != limit;
    case When::greater:
        return value > limit;
    case When::greater_equal:
        return value >= limit;
    }
    return true;
}

bool FormatSection::holds_negatives_only() const
{
    return (when == When::less && limit <= 0) || ((when == When::less_equal || when == When::equal) && limit < 0);
}

std::vector<FormatSection> parse_format(std::string_view code)
{
    // A spreadsheet program takes 255 characters. Each cell is written along its code, so a longer one is no code.
    constexpr std::size_t most_bytes = 1024;
    return Parser(code.size() > most_bytes ? "General" : code).parse();
}

std::string_view builtin_format(int id)
{
    static constexpr auto codes = [] {
        std::array<std::string_view, 59> list{};
        list.fill("General");
        list[1] = "0", list[2] = "0.00", list[3] = "#,##0", list[4] = "#,##0.00";
        list[5] = "$#,##0_);($#,##0)", list[6] = "$#,##0_);[Red]($#,##0)";
        list[7] = "$#,##0.00_);($#,##0.00)", list[8] = "$#,##0.00_);[Red]($#,##0.00)";
        list[9] = "0%", list[10] = "0.00%", list[11] = "0.00E+00", list[12] = "# ?/?", list[13] = "# ?\?/\?\?";
        list[14] = "m/d/yy", list[15] = "d-mmm-yy", list[16] = "d-mmm", list[17] = "mmm-yy";
        list[18] = "h:mm AM/PM", list[19] = "h:mm:ss AM/PM", list[20] = "h:mm", list[21] = "h:mm:ss";
        list[22] = "m/d/yy h:mm";
        // East Asian dates and times; which ones depends on the language of Excel.
        for (int i : {27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}) list[i] = "m/d/yyyy";
        for (int i : {32, 33, 34, 35, 55, 56}) list[i] = "h:mm:ss";
        list[37] = "#,##0_);(#,##0)", list[38] = "#,##0_);[Red](#,##0)";
        list[39] = "#,##0.00_);(#,##0.00)", list[40] = "#,##0.00_);[Red](#,##0.00)";
        list[41] = "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)";
        list[42] = "_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)";
        list[43] = "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)";
        list[44] = "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)";
        list[45] = "mm:ss", list[46] = "[h]:mm:ss", list[47] = "mm:ss.0", list[48] = "##0.0E+0", list[49] = "@";
        return list;
    }();
    return id >= 0 && id < static_cast<int>(codes.size()) ? codes[static_cast<std::size_t>(id)] : codes[0];
}
} // namespace engine::xlsx

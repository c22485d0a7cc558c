#include "engine/contract/pattern_syntax.hpp"
#include <fmt/format.h>
#include <optional>
#include <stdexcept>
#include <string>
#include <unicode/unistr.h>

namespace engine::pattern_syntax
{
namespace
{
// A piece of automaton with one way in and one way out. One that begins with ^ or ends with $ stands only where a value
// begins or ends.
struct Piece {
    int start, end;
    bool begins = false, ends = false;
};

class Parser
{
public:
    explicit Parser(std::string_view expression)
        : text_(icu::UnicodeString::fromUTF8({expression.data(), static_cast<int>(expression.size())}))
    {
    }

    Program run()
    {
        auto whole = alternatives(0);
        if (at_ < text_.length()) fail("there is a ) without its (");
        out_.start = whole.start;
        out_.accept = whole.end;
        return std::move(out_);
    }

private:
    [[noreturn]] void fail(std::string why) const { throw std::invalid_argument(std::move(why)); }
    UChar32 peek(int ahead = 0) const { return at_ + ahead < text_.length() ? text_.char32At(at_ + ahead) : -1; }
    UChar32 take()
    {
        auto c = peek();
        if (c < 0) fail("it ends too early");
        at_ += U16_LENGTH(c);
        return c;
    }
    bool took(char c)
    {
        bool here = peek() == c;
        at_ += here;
        return here;
    }

    int state(State one = {})
    {
        if (out_.states.size() >= most_states) fail("it is too large; use smaller repetitions");
        out_.states.push_back(one);
        return static_cast<int>(out_.states.size()) - 1;
    }
    void link(int from, int to)
    {
        auto& one = out_.states[static_cast<std::size_t>(from)];
        (one.next < 0 ? one.next : one.other) = to;
    }
    Piece nothing()
    {
        auto only = state();
        return {only, only};
    }
    Piece character(icu::UnicodeSet set)
    {
        out_.sets.push_back(std::move(set));
        auto end = state();
        auto start = state({static_cast<int>(out_.sets.size()) - 1, end});
        return {start, end};
    }
    Piece both(Piece a, Piece b)
    {
        if (b.begins) fail("^ stands where no value begins; write \\^ for the character itself");
        if (a.ends) fail("$ stands where no value ends; write \\$ for the character itself");
        link(a.end, b.start);
        return {a.start, b.end, a.begins, b.ends};
    }
    Piece either(Piece a, Piece b)
    {
        auto end = state();
        link(a.end, end);
        link(b.end, end);
        return {state({-1, a.start, b.start}), end, a.begins || b.begins, a.ends || b.ends};
    }

    Piece alternatives(int depth)
    {
        if (depth > 100) fail("its groups are nested too deep");
        auto piece = sequence(depth);
        while (took('|')) piece = either(piece, sequence(depth));
        return piece;
    }

    Piece sequence(int depth)
    {
        std::optional<Piece> piece;
        for (auto c = peek(); c >= 0 && c != '|' && c != ')'; c = peek()) {
            auto next = repeated(depth);
            piece = piece ? both(*piece, next) : next;
        }
        return piece ? *piece : nothing();
    }

    // An atom with its quantifier. Repetition compiles the atom again, from the same place in the text.
    Piece repeated(int depth)
    {
        auto from = at_;
        auto first = atom(depth);
        int least = 1, most = 1; // -1: no limit
        auto c = peek();
        if (c == '*' || c == '+' || c == '?') {
            ++at_;
            least = c == '+' ? 1 : 0;
            most = c == '?' ? 1 : -1;
        } else if (c == '{')
            std::tie(least, most) = counts();
        else
            return first;
        took('?');
        if (first.begins || first.ends) fail("^ and $ cannot be repeated; write \\^ or \\$ for the character itself");
        auto after = at_;
        if (peek() == '*' || peek() == '+' || peek() == '{') fail("two quantifiers follow each other");
        auto again = [&] {
            at_ = from;
            return atom(depth);
        };
        auto piece = nothing();
        bool used = false;
        auto next = [&] { return used ? again() : (used = true, first); };
        for (int i = 0; i < least; ++i) piece = both(piece, next());
        if (most < 0) piece = both(piece, star(next()));
        for (int i = least; i < most; ++i) piece = both(piece, either(next(), nothing()));
        at_ = after;
        return piece;
    }

    Piece star(Piece once)
    {
        auto end = state();
        auto start = state({-1, once.start, end});
        auto back = state({-1, once.start, end});
        link(once.end, back);
        return {start, end};
    }

    std::pair<int, int> counts()
    {
        ++at_; // {
        auto number = [&] {
            int value = -1;
            while (peek() >= '0' && peek() <= '9') {
                value = std::max(value, 0) * 10 + take() - '0';
                if (value > 1000) fail("a repetition of more than 1000 is too large");
            }
            return value;
        };
        auto least = number(), most = least;
        if (least < 0) fail("{ must be followed by a number, as in {9} or {1,3}; write \\{ for the character itself");
        if (took(',')) most = number();
        if (!took('}')) fail("a { has no }");
        if (most >= 0 && most < least) fail("a repetition goes from more to less");
        return {least, most};
    }

    Piece atom(int depth)
    {
        auto c = take();
        switch (c) {
        case '(': {
            if (took('?') && !took(':')) fail("look-around and flags are not supported, only (…) and (?:…)");
            auto piece = alternatives(depth + 1);
            if (!took(')')) fail("a ( has no )");
            return piece;
        }
        case '[':
            return character(class_set(0));
        case '.':
            return character(set("[^\\n\\r]"));
        case '\\':
            return character(escape());
        case '^':
        case '$': {
            auto anchor = nothing();
            (c == '^' ? anchor.begins : anchor.ends) = true;
            return anchor;
        }
        case '*':
        case '+':
        case '?':
            fail(fmt::format("{} has nothing before it to repeat", static_cast<char>(c)));
        default:
            return character(icu::UnicodeSet(c, c));
        }
    }

    icu::UnicodeSet set(const char* pattern)
    {
        UErrorCode failed = U_ZERO_ERROR;
        icu::UnicodeSet out(icu::UnicodeString::fromUTF8(pattern), failed);
        if (U_FAILURE(failed)) fail(fmt::format("{} is not a known class of characters", pattern));
        return out;
    }

    icu::UnicodeSet escape()
    {
        auto c = take();
        switch (c) {
        case 'n':
            return icu::UnicodeSet('\n', '\n');
        case 'r':
            return icu::UnicodeSet('\r', '\r');
        case 't':
            return icu::UnicodeSet('\t', '\t');
        case 'd':
            return set("[\\p{Nd}]");
        case 'D':
            return set("[^\\p{Nd}]");
        case 's':
            return set("[\\u0020\\t\\n\\r]");
        case 'S':
            return set("[^\\u0020\\t\\n\\r]");
        case 'w':
            return set("[^\\p{P}\\p{Z}\\p{C}]");
        case 'W':
            return set("[\\p{P}\\p{Z}\\p{C}]");
        case 'i':
            return set("[\\p{L}_:]");
        case 'I':
            return set("[^\\p{L}_:]");
        case 'c':
            return set("[\\p{L}\\p{N}\\p{M}._:\\-]");
        case 'C':
            return set("[^\\p{L}\\p{N}\\p{M}._:\\-]");
        case 'p':
        case 'P':
            return category(c == 'P');
        default:
            if (c >= '1' && c <= '9') fail("back references are not supported");
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
                fail(fmt::format("\\{} is not known", static_cast<char>(c)));
            return icu::UnicodeSet(c, c);
        }
    }

    // \p{L}, \p{Lu} or a block as XML Schema names it: \p{IsGreek}.
    icu::UnicodeSet category(bool negated)
    {
        if (!took('{')) fail("\\p must be followed by {…}, as in \\p{L}");
        std::string name;
        for (auto c = take(); c != '}'; c = take()) {
            if (c > 127) fail("\\p{…} has an unknown name");
            name += static_cast<char>(c);
        }
        bool block = name.starts_with("Is");
        auto out = set(fmt::format("[\\p{{{}{}}}]", block ? "block=" : "", block ? name.substr(2) : name).c_str());
        if (negated) out.complement();
        return out;
    }

    // After “[”, to the “]”; subtraction as in [a-z-[aeiou]].
    icu::UnicodeSet class_set(int depth)
    {
        if (depth > 20) fail("its classes are nested too deep");
        icu::UnicodeSet out;
        bool negated = took('^'), first = true;
        for (;; first = false) {
            auto c = take();
            if (c == ']' && !first) break;
            if (c == '-' && peek() == '[') {
                ++at_;
                if (negated) out.complement();
                out.removeAll(class_set(depth + 1));
                if (!took(']')) fail("a class ends after what is subtracted from it");
                return out;
            }
            auto low = c == '\\' ? escape() : icu::UnicodeSet(c, c);
            bool range = peek() == '-' && peek(1) != ']' && peek(1) != '[' && peek(1) >= 0;
            if (!range || low.size() != 1) {
                out.addAll(low);
                continue;
            }
            ++at_; // -
            auto d = take();
            auto high = d == '\\' ? escape() : icu::UnicodeSet(d, d);
            if (high.size() != 1 || high.charAt(0) < low.charAt(0))
                fail("a range of characters goes from more to less");
            out.add(low.charAt(0), high.charAt(0));
        }
        if (negated) out.complement();
        return out;
    }

    icu::UnicodeString text_;
    int at_ = 0;
    Program out_;
};
} // namespace

Program parse(std::string_view expression) { return Parser(expression).run(); }
} // namespace engine::pattern_syntax

#pragma once
// Writes text as it is meant, cell by cell, before the rules look at it: letters that were encoded twice, letters
// written as in web pages (&eacute;), characters that nobody sees.
#include "engine/contract/schema.hpp"
#include "engine/table/batch.hpp"
#include "engine/table/doubt.hpp"
#include <optional>
#include <string>
#include <vector>

namespace engine
{
class Decoding
{
public:
    explicit Decoding(const Schema& schema);
    void apply(Batch& batch);
    std::vector<Doubt> told() const; // what was done
    std::int64_t cells() const { return twice_.cells; }
    std::string example() const { return twice_.examples.empty() ? "" : twice_.examples.front(); }

private:
    struct Column {
        std::size_t index;
        bool strict; // marks of direction say nothing in it: a key
    };
    struct Kind {
        std::string_view what, had, done; // “cells had …, and were …”
        std::int64_t cells = 0;
        std::vector<std::string> examples{};
    };
    static void keep(Kind& kind, std::string_view before, std::string_view now);
    std::string_view decoded(std::string_view cell, bool strict);

    std::vector<Column> columns_; // of text
    std::string text_, room_;
    Kind web_{"html_entities", "letters written as in web pages", "written out"};
    Kind twice_{"double_encoding", "letters that were encoded twice", "decoded"};
    Kind invisible_{"invisible_characters", "characters that nobody sees", "freed of them"};
};
} // namespace engine

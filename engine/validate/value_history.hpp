#pragma once
// Which words a column has had and has now: a new one may be a typing mistake, one that is gone may be lost rows.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
class ValueHistory
{
public:
    void see_previous(std::string_view cell) { count(cell, &Counts::before); }
    void see(std::string_view cell) { count(cell, &Counts::now); }

    struct Word {
        std::string text;
        std::int64_t rows = 0; // now of a new word, before of a vanished one
    };
    // Nothing where the column has more than a few words, or the previous version had too few rows to tell.
    std::vector<Word> added() const;
    std::vector<Word> vanished() const; // words of at least one row in twenty

private:
    struct Counts {
        std::int64_t before = 0, now = 0;
    };
    void count(std::string_view cell, std::int64_t Counts::* which);
    bool tells() const;

    static constexpr std::size_t most_words = 40;
    std::map<std::string, Counts, std::less<>> words_;
    std::int64_t rows_before_ = 0;
};
} // namespace engine

#pragma once
// The words by which texts speak of one student, and the texts without them.
#include <string>
#include <string_view>
#include <vector>

namespace students
{
enum class Look {
    values, // of a file or a rule: the identifier, and words of the name beside each other or beside the identifier
    text,   // what people typed, such as a file name: also every longer word of a name, numbers and addresses
};

inline constexpr std::string_view erased_word = "(erased)";

class PersonWords
{
public:
    explicit PersonWords(std::string identifier);

    // A cell of the student's rows, from a column that holds names or else personal values.
    void learn_name(std::string_view cell);
    void learn_personal(std::string_view cell);
    // What was learned, to be learned again.
    const std::vector<std::string>& names() const { return names_; }
    const std::vector<std::string>& personal() const { return personal_; }

    const std::string& identifier() const { return identifier_; }
    bool are_in(std::string_view text, Look look) const { return without(text, look) != text; }
    // The text with each of them replaced, wherever it stands as a word of its own, in any case. UTF-8 that was changed
    // comes back in normal form C.
    std::string without(std::string_view text, Look look) const;
    // For a search in SQL: lower-case ASCII pieces, of which at least one is in each text that speaks of the student.
    // Empty where there is no such piece: then every text has to be looked at.
    std::vector<std::string> pieces(Look look) const;

private:
    std::vector<std::string> needles(Look look) const; // lower case, longest first

    std::string identifier_;
    std::vector<std::string> names_, personal_;
};
} // namespace students

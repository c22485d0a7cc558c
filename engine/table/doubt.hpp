#pragma once
// A choice between readings of a file that its bytes do not settle.
#include <algorithm>
#include <boost/describe.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// told: the likely reading is taken and the run says so. asked: a wrong choice would change published values, so
// nothing is published before somebody chooses.
enum class DoubtOutcome { told, asked };
BOOST_DESCRIBE_ENUM(DoubtOutcome, told, asked)

struct Alternative {
    std::string answer;              // what chooses it: "windows-1250", "dmy"
    std::string title;               // in words: "Day first"
    std::vector<std::string> sample; // what a few values mean in it, the same ones in every alternative
};
BOOST_DESCRIBE_STRUCT(Alternative, (), (answer, title, sample))

struct Doubt {
    std::string what;        // the choice: encoding, order, … In the terminal the option that answers it is called so
    std::string about;       // the field, or the known error, that it is about; empty: the file
    std::string question;    // a sentence
    std::string evidence;    // sentences: what speaks for and against
    std::string consequence; // a sentence: what a wrong choice does
    DoubtOutcome outcome = DoubtOutcome::asked;
    std::vector<Alternative> alternatives; // the likeliest first

    std::string id() const { return about.empty() ? what : what + ":" + about; }
    bool is_answer(std::string_view text) const
    {
        return std::ranges::find(alternatives, text, &Alternative::answer) != alternatives.end();
    }
};
BOOST_DESCRIBE_STRUCT(Doubt, (), (what, about, question, evidence, consequence, outcome, alternatives))

// In one line: what is told, or the question with what each answer would mean.
std::string in_words(const Doubt& doubt);

// What people chose: Doubt::id → Alternative::answer.
using Choices = std::map<std::string, std::string>;
} // namespace engine

#pragma once
// From what the files hold to a contract that should suit them.
#include "engine/infer/infer.hpp"
#include "engine/infer/survey.hpp"

namespace engine
{
struct Proposal {
    Contract contract;
    std::vector<Notice> notices;
    std::vector<std::vector<std::string>> other_keys; // unique as well, should the first one not hold
};
// What is asked, with how an engineer answers it at the terminal.
Notice question_of(const Doubt& doubt);
Proposal propose(const Survey& survey, const std::vector<GoodFile>& files, const Choices& choices,
                 const std::optional<std::string>& today);
} // namespace engine

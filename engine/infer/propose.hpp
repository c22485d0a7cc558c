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
Proposal propose(const Survey& survey, const std::vector<GoodFile>& files);
} // namespace engine

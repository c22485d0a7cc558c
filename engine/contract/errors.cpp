#include "engine/contract/errors.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
std::string sentence(const std::string& name, const std::vector<ContractError>& errors)
{
    std::string out;
    for (const auto& error : errors)
        out += fmt::format("{}{}:{}:{}: {}", out.empty() ? "" : "\n", name, error.line, error.column, error.message);
    return out;
}
} // namespace

ContractErrors::ContractErrors(const std::string& name, std::vector<ContractError> errors)
    : std::runtime_error(sentence(name, errors)), errors_(std::move(errors))
{
}
} // namespace engine

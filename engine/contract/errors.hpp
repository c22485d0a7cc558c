#pragma once
// What is wrong with a contract, at its line and column.
#include <boost/describe.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace engine
{
// A place in the contract's text, 1-based.
struct Place {
    int line = 1;
    int column = 1;
};

struct ContractError {
    int line = 1;
    int column = 1;
    std::string pointer; // JSON pointer: /schema/fields/2/type
    std::string message; // "type is “txt”, expected one of string, integer …"
};
BOOST_DESCRIBE_STRUCT(ContractError, (), (line, column, pointer, message))

// Every error of one contract, in the order of the text. what() has one per line: "attendance.yaml:14:5: …".
class ContractErrors : public std::runtime_error
{
public:
    ContractErrors(const std::string& name, std::vector<ContractError> errors);
    const std::vector<ContractError>& errors() const { return errors_; }

private:
    std::vector<ContractError> errors_;
};
} // namespace engine

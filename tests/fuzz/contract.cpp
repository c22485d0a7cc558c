// A contract: YAML or JSON that anyone may have written.
#include "engine/contract/contract.hpp"
#include "engine/contract/errors.hpp"
#include "engine/contract/pattern.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <stdexcept>

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    auto text = fuzz::text(bytes, size);
    try {
        engine::parse_contract(text, "contract.yaml");
    } catch (const engine::ContractErrors& wrong) {
        fuzz::require(!wrong.errors().empty(), "a refused contract has errors");
        for (const auto& error : wrong.errors())
            fuzz::require(error.line >= 1 && error.column >= 1 && !error.message.empty(), "an error has its place");
    }
    fuzz::Parts parts(text);
    try {
        engine::Pattern pattern(parts.next());
        pattern.matches(parts.next());
    } catch (const std::invalid_argument&) { // says why
    }
    return 0;
}

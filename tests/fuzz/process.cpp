// A file under a contract, from its bytes to clean data and findings. Input: the contract, the file.
#include "base/bytes.hpp"
#include "engine/contract/errors.hpp"
#include "engine/prepare/prepare.hpp"
#include "engine/table/unreadable.hpp"
#include "tests/fuzz/fuzz.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    fuzz::Parts parts(fuzz::text(bytes, size));
    engine::Job job;
    job.contract_text = parts.next();
    job.contract_name = "contract.yaml";
    job.file_name = "file.csv";
    MemorySource file(parts.next());
    job.file = &file;
    StringSink clean, findings;
    auto open = [&](std::string_view name) -> ByteSink* {
        return name == "clean.csv" ? &clean : name == "findings.json" ? &findings : nullptr;
    };
    try {
        auto prepared = engine::prepare(job, open, {});
        fuzz::require(prepared.verdict == engine::Verdict::refuse || prepared.ledger.balances(), "the ledger balances");
    } catch (const engine::Unreadable&) { // says why
    } catch (const engine::ContractErrors&) {
    }
    return 0;
}

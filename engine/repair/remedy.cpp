#include "engine/repair/remedy.hpp"
#include "engine/contract/write.hpp"
#include "engine/contract/yaml_text.hpp"

namespace engine
{
namespace
{
template <class T> void take(std::optional<T>& into, const std::optional<T>& from)
{
    if (from) into = from;
}

// The step at the end of the contract's steps, or in place of the one with its
// name.
std::string with_step(const Job& job, const std::string& step)
{
    auto contract = parse_contract(job.contract_text, job.contract_name);
    for (const auto& there : contract.steps)
        if (step.starts_with("{name: " + yaml_text(there.name) + ",")) {
            auto text = write_contract(contract);
            auto written = write_step(there);
            return text.replace(text.find(written), written.size(), step);
        }
    auto text = write_contract(contract);
    auto at = text.find("\nsteps:\n");
    if (at == text.npos) return text + "steps:\n  - " + step + "\n";
    at += 8;
    while (text.compare(at, 4, "  - ") == 0) at = text.find('\n', at) + 1;
    return text.insert(at, "  - " + step + "\n");
}
} // namespace

Job with_remedy(const Job& job, const Remedy& remedy)
{
    auto out = job;
    take(out.read.encoding, remedy.read.encoding);
    take(out.read.delimiter, remedy.read.delimiter);
    take(out.read.quote, remedy.read.quote);
    take(out.read.header_row, remedy.read.header_row);
    take(out.read.header_rows, remedy.read.header_rows);
    take(out.read.sheet, remedy.read.sheet);
    if (!remedy.step.empty()) out.contract_text = with_step(job, remedy.step);
    out.fixes.insert(out.fixes.end(), remedy.fixes.begin(), remedy.fixes.end());
    for (const auto& [header, field] : remedy.columns) out.columns[header] = field;
    return out;
}
} // namespace engine

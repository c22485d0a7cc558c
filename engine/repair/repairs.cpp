#include "engine/repair/repairs.hpp"

namespace engine
{
KnownErrorMatch KnownError::match(std::optional<std::string> column, std::int64_t count, std::string evidence,
                                  Remedy remedy) const
{
    KnownErrorMatch out;
    out.error = name;
    out.kind = kind;
    out.signature = out.error + (column ? ":" + *column : "");
    out.column = std::move(column);
    for (auto rule : rules)
        if (!rule.empty()) out.rules.emplace_back(rule);
    out.count = count;
    out.evidence = std::move(evidence);
    out.remedy = std::move(remedy);
    return out;
}

std::vector<KnownErrorMatch> match_known_errors(const Job& job, const Prepared& prepared)
{
    Evidence evidence(job, prepared);
    std::vector<KnownErrorMatch> out;
    for (const auto* error : known_errors) error->find(*error, evidence, out);
    return out;
}
} // namespace engine

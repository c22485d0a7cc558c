#include "engine/repair/repairs.hpp"

namespace engine
{
KnownErrorMatch KnownError::match(std::optional<std::string> column, std::int64_t count, std::string evidence,
                                  Remedy remedy) const
{
    auto signature = std::string(name) + (column ? ":" + *column : "");
    return {std::string(name), kind, std::move(signature), std::move(column), count, std::move(evidence),
            std::move(remedy)};
}

std::vector<KnownErrorMatch> match_known_errors(const Job& job, const Prepared& prepared,
                                                const Circumstances& circumstances)
{
    Evidence evidence(job, prepared, circumstances);
    std::vector<KnownErrorMatch> out;
    for (const auto* error : known_errors) error->find(*error, evidence, out);
    return out;
}
} // namespace engine

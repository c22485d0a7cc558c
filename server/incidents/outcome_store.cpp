#include "server/incidents/outcome_store.hpp"

namespace incidents
{
namespace
{
struct Results {
    std::vector<engine::Reason> reasons;
    std::vector<engine::Card> cards;
    std::optional<runs::Reading> reading;
    std::optional<std::vector<engine::KnownErrorMatch>> known_errors;
    std::optional<std::vector<engine::AppliedRepair>> repairs;
};
BOOST_DESCRIBE_STRUCT(Results, (), (reasons, cards, reading, known_errors, repairs))
} // namespace

RunOutcome outcome_of(db::Session& db, runs::Run run)
{
    static constexpr auto sql =
        "SELECT reasons, cards, reading, known_errors, repairs FROM run_results WHERE run_id = $1";
    RunOutcome outcome;
    auto results = db.find<Results>(sql, run.id);
    outcome.run = std::move(run);
    if (!results) return outcome;
    outcome.reasons = std::move(results->reasons);
    outcome.cards = std::move(results->cards);
    if (results->reading) outcome.doubts = std::move(results->reading->doubts);
    outcome.known_errors = std::move(results->known_errors).value_or(std::vector<engine::KnownErrorMatch>{});
    outcome.repairs = std::move(results->repairs).value_or(std::vector<engine::AppliedRepair>{});
    return outcome;
}
} // namespace incidents

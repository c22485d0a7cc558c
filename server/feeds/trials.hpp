#pragma once
// Asks the engine, in a child process, what file rules make of files that are here already. Nothing is published.
#include "base/result.hpp"
#include "engine/table/finding.hpp"
#include "server/feeds/draft.hpp"
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace feeds
{
inline constexpr std::size_t most_tried_files = 5;

struct InferredRules {
    std::string text;
    std::vector<engine::Notice> notices; // what a person should look at
};

class Trials
{
public:
    virtual ~Trials() = default;
    // On the last files of the feed, the newest first, as they were sent: without the corrections and approvals of
    // their runs. `before` are the rules that are compared with. Throws engine::ContractErrors for those that only the
    // engine finds, such as a query that cannot run. Of files that are not wanted any more nothing is said.
    virtual std::vector<TriedFile> try_rules(std::int64_t feed_id, const std::string& text,
                                             const std::optional<std::string>& before, std::size_t most,
                                             const std::stop_token& unwanted) = 0;
    // First rules from good files. Refuses (invalid) in words what cannot be read or has no table.
    virtual Result<InferredRules> infer(const std::vector<Sample>& files, const std::stop_token& unwanted) = 0;
};
} // namespace feeds

#pragma once
// findings.json: the findings as they come, then the cards, the ledger and the verdict. What `check --json` prints.
#include "base/bytes.hpp"
#include "engine/run/prepared.hpp"

namespace engine
{
class FindingsFile
{
public:
    explicit FindingsFile(ByteSink* sink); // null: nobody wants it
    // Findings after the first `most` are left out: nobody reads so many, and the cards count them all.
    static constexpr std::int64_t most = 50'000;
    void add(const Finding& finding);
    void finish(const Prepared& prepared);

private:
    ByteSink* sink_;
    std::int64_t listed_ = 0;
    std::string text_;
    bool first_ = true;
};
} // namespace engine

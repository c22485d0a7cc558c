#pragma once
// findings.json: every finding as it comes, then the cards, the ledger and the verdict. What `check --json` prints.
#include "base/bytes.hpp"
#include "engine/process.hpp"

namespace engine
{
class FindingsFile
{
public:
    explicit FindingsFile(ByteSink* sink); // null: nobody wants it
    void add(const Finding& finding);
    void finish(const Prepared& prepared);

private:
    ByteSink* sink_;
    std::string text_;
    bool first_ = true;
};
} // namespace engine

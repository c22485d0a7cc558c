#pragma once
// Where every source row went. The six counts are disjoint and must balance.
#include <boost/describe.hpp>
#include <cstdint>

namespace engine
{
struct Ledger {
    std::int64_t in = 0;        // source rows, header and blank rows included
    std::int64_t passed = 0;    // published as they came (after cleaning steps)
    std::int64_t fixed = 0;     // passed after a person's or a remedy's correction
    std::int64_t held_back = 0; // have a finding of severity error
    std::int64_t duplicate = 0; // identical rows dropped by a step that says so
    std::int64_t ignored = 0;   // header, preamble, blank, totals, comment, footer, excluded

    bool balances() const { return in == passed + fixed + held_back + duplicate + ignored; }
};
BOOST_DESCRIBE_STRUCT(Ledger, (), (in, passed, fixed, held_back, duplicate, ignored))

enum class Verdict { publish, hold, refuse };
BOOST_DESCRIBE_ENUM(Verdict, publish, hold, refuse)
} // namespace engine

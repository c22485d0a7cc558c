#pragma once
// What would repair a file, as data: nothing here changes anything by itself.
#include "engine/run/job.hpp"
#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
enum class RemedyKind {
    handled,    // the reading has dealt with it; nothing is left to do
    reread,     // with the options of `read`
    add_step,   // `step`, at the end of the contract's steps
    fix_cells,  // `fixes`
    map_column, // `columns`
    ask,        // only a person knows
    send_back,  // only the sender has what is lost
};
BOOST_DESCRIBE_ENUM(RemedyKind, handled, reread, add_step, fix_cells, map_column, ask, send_back)

struct Remedy {
    RemedyKind kind = RemedyKind::ask;
    std::string words{}; // for a person: what is done, or what is asked
    ReadOptions read{};
    std::string step{}; // as it stands in a contract: {name: pad ids, do: pad, …}
    std::vector<Fix> fixes{};
    std::map<std::string, std::string> columns{}; // header → field
};
BOOST_DESCRIBE_STRUCT(Remedy, (), (kind, words, read, step, fixes, columns))

// The job that reads the file again with the remedy. `handled`, `ask` and
// `send_back` change nothing.
Job with_remedy(const Job& job, const Remedy& remedy);
} // namespace engine

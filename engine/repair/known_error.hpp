#pragma once
// A known error: how it is recognised in the outcome of a run, and what repairs
// it.
#include "engine/repair/evidence.hpp"
#include "engine/repair/remedy.hpp"
#include <array>

namespace engine
{
// format: the same values in another writing, repaired without asking. meaning:
// the values could be meant in another way, a person accepts the proposal.
// lost: the sender's program has thrown values away, nothing here brings them
// back.
enum class ErrorClass { format, meaning, lost };
BOOST_DESCRIBE_ENUM(ErrorClass, format, meaning, lost)

struct KnownErrorMatch {
    std::string error; // the known error's name
    ErrorClass kind = ErrorClass::format;
    std::string signature; // the same for every file with this error of this
                           // feed: eaten_zeros:student_id
    std::optional<std::string> column;
    std::vector<std::string> rules; // the cards it explains are those of this column with one of these rules
    std::int64_t count = 0;         // cells or rows
    std::string evidence;           // a sentence
    Remedy remedy;
};
BOOST_DESCRIBE_STRUCT(KnownErrorMatch, (), (error, kind, signature, column, rules, count, evidence, remedy))

struct KnownError {
    std::string_view name;
    ErrorClass kind;
    std::string_view cause; // what usually leads to it
    // Adds one match for each column, or one for the file.
    void (*find)(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches);
    std::array<std::string_view, 3> rules{}; // whose findings it causes

    KnownErrorMatch match(std::optional<std::string> column, std::int64_t count, std::string evidence,
                          Remedy remedy) const;
};
} // namespace engine

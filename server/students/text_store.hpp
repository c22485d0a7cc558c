#pragma once
// Every column of the database that holds text, and what an erasure does with it. Whoever adds a text column says so
// here: a test compares the list with the tables.
#include "base/sealing.hpp"
#include "server/db/session.hpp"
#include "server/students/person_words.hpp"
#include "server/students/student.hpp"
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace students
{
enum class Treatment {
    fixed,       // holds no word about anybody
    text,        // what people typed: words about the student are replaced
    title,       // what things of the hub are called: as values; a single word of the name is told
    told,        // what cannot be changed without harm, such as a key: it is told where it mentions the student
    account,     // of people who work with the hub: invitations and registrations of the student go, an account is told
    values,      // what came out of files: the identifier and whole names are replaced
    json_text,   // the same in the strings of JSON
    json_values, //
    rules,       // the text of file rules: as values, if it can still be read afterwards
    clear,       // a column that may be empty is emptied
    row,         // the row goes, where it mentions the student as texts do
    value_row,   // the row goes, where it does as values do
    history,     // details of the history: what mentions the student is taken out, and the chain stays whole
    sealed,      // a sealed mail: as JSON text, and it goes where it is addressed to the student
    keyed,       // sealed or hashed so that nothing leads from it to the student, or ended by the erasure itself
};

// Why a column is fixed.
enum class WhyFixed {
    none,  // it is not
    word,  // one of the words, or a list of them, that are in the code
    time,  // an instant or a day
    hash,  // or a secret; sealed things too
    made,  // a number, a name or a token that BatchOps makes
    rule,  // periods, days and zones, as their grammar has them
    key,   // of another column that is not fixed
    staff, // who works with the hub, and from where
};

struct TextColumn {
    std::string_view table, column;
    Treatment treatment;
    WhyFixed why_fixed;
    db::Sql name;
    db::Sql find;    // {value}: the different texts that may mention the student; up to a LIKE
    db::Sql replace; // $1 by $2
    db::Sql clear;   // where it is $1
    db::Sql remove;  // the rows where it is $1
    db::Sql rewrite; // the table, without dead rows
};
std::span<const TextColumn> text_columns();

struct Scrubbed {
    std::int64_t texts = 0;        // that were changed or went
    std::vector<NotSearched> left; // what mentions the student, or may, and could not be changed
};
// In one transaction of the caller.
Scrubbed scrub_texts(db::Session& db, const PersonWords& words, const SealingKeys& keys);
// Rewrites tables so that the engine keeps no dead copies of what was changed. Not in a transaction. The tables that
// others did not let go.
std::vector<std::string> leave_no_copy(db::Session& db);
} // namespace students

#pragma once
// For tests: rows of the work around runs, each text of which is about one person.
#include "server/db/session.hpp"
#include <cstdint>
#include <string>

namespace pipeline
{
struct Around {
    std::int64_t feed, department, run, report, person;
};

// `words` in every text that a person may have written or a file given; `json`: the same within a list.
void fill_schedules(db::Session& db, const Around& of, const std::string& words, const std::string& json);
void fill_incidents(db::Session& db, const Around& of, const std::string& words, const std::string& json);
void fill_people(db::Session& db, const Around& of, const std::string& words);
void fill_sharing(db::Session& db, const Around& of, const std::string& words, const std::string& json);
} // namespace pipeline

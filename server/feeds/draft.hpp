#pragma once
// File rules on their way: written, tried on stored files, then in force.
#include "engine/contract/rules_form.hpp"
#include "engine/review/trial.hpp"
#include "server/users/user.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace feeds
{
struct Draft {
    std::int64_t version = 0;
    std::string text;
    std::optional<std::string> note;
    std::int64_t revision = 1;            // counts what was saved, so that two people do not overwrite one another
    std::int64_t based_on = 0;            // the version that was in force when it was begun; 0: none
    std::optional<std::string> tested_at; // of this revision
    std::string created_at;
    std::optional<users::UserRef> created_by; // who saved it last
};
BOOST_DESCRIBE_STRUCT(Draft, (), (version, text, note, revision, based_on, tested_at, created_at, created_by))

struct NewDraft {
    std::string text;
    std::optional<std::string> note;
    std::optional<std::int64_t> revision{}; // of the draft that it replaces; none where there was none
};
BOOST_DESCRIBE_STRUCT(NewDraft, (), (text, note, revision))

// A good file that a feed begins with.
struct Sample {
    std::int64_t id = 0;
    std::string file_name;
    std::string sha256;
    std::int64_t bytes = 0;
    std::string received_at;
};
BOOST_DESCRIBE_STRUCT(Sample, (), (id, file_name, sha256, bytes, received_at))

// A stored file of a feed that rules can be tried on: one that was sent, by its newest run, or a good one that it
// began with.
struct StoredOne {
    std::optional<std::int64_t> run_id;
    std::string file_name;
    std::string sha256;
    std::string sent_at;
};
BOOST_DESCRIBE_STRUCT(StoredOne, (), (run_id, file_name, sha256, sent_at))

// What came of trying rules on one file; `problem` in words where it cannot be read.
struct TriedFile {
    std::optional<std::int64_t> run_id;
    std::string file_name;
    std::string sent_at;
    std::optional<engine::Trial> trial;
    std::optional<std::string> problem;
};
BOOST_DESCRIBE_STRUCT(TriedFile, (), (run_id, file_name, sent_at, trial, problem))
} // namespace feeds

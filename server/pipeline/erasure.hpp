#pragma once
// Takes one student out of everything that is kept.
#include "server/pipeline/person_search.hpp"
#include "server/students/student.hpp"
#include <map>
#include <set>

namespace pipeline
{
class Erasure
{
public:
    // `words`: what is known already about how texts call the student.
    // `before_work`: no worker has begun, so that runs that wait are in nobody's way.
    Erasure(Context& context, students::PersonWords words, bool before_work = false)
        : context_(context), before_work_(before_work), words_(std::move(words)), search_(context, words_.identifier())
    {
    }

    // Refuses (conflict) where a run of one of the feeds waits or is under way; nothing has changed then.
    Result<void> find();
    // As learned from the files that were found.
    const students::PersonWords& words() const { return words_; }
    // Can be done again from its start when it was cut off. Refuses (conflict) where a run began meanwhile over a file
    // that is to be changed: what was done is done, and the rest is for the next time.
    Result<students::ErasedStudent> carry_out();

private:
    bool holds_student(const students::Searchable& file);
    void learn_names(const std::vector<const students::Searchable*>& sent);
    void leave(students::NotSearched what);
    void note_exports(db::Session& db, std::int64_t run_id);
    Result<void> take_out_of(const students::Searchable& upload);
    void rename(const students::Searchable& upload);
    void scrub();
    void await_runs();
    std::vector<students::Searchable> still_holding();
    void make_anew();
    void make_anew(std::int64_t run_id);
    void remove_what_is_left();
    void renew_lease();

    Context& context_;
    bool before_work_;
    students::PersonWords words_;
    PersonSearch search_;
    students::ErasedStudent done_;
    std::map<std::string, bool> searched_; // hash of a file → whether it holds the student
    std::set<std::string> unsearchable_;   // hashes
    std::vector<students::Searchable> uploads_;
    std::vector<students::Searchable> named_;  // whose names alone speak of the student
    std::vector<students::Searchable> beside_; // correction sheets and samples, which go whole
    std::set<std::int64_t> feeds_;             // of all of them
    std::set<std::int64_t> runs_;              // whose files were changed or hold the student, in the order they ran
    std::set<std::int64_t> became_other_;      // runs over a file that became one of another format
    std::set<std::pair<storage::Kind, std::string>> stored_; // what may be needed no longer
};
} // namespace pipeline

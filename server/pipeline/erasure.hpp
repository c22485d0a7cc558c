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
    Erasure(Context& context, const std::string& identifier) : context_(context), search_(context, identifier) {}

    // Refuses (conflict) where a run over one of the files is under way; nothing has changed then.
    Result<void> find();
    // Can be done again from its start when it was cut off.
    students::ErasedStudent carry_out();

private:
    void note_exports(db::Session& db, std::int64_t run_id);
    void take_out_of(const students::Searchable& upload);
    std::vector<students::Searchable> still_holding();
    void make_anew();
    void make_anew(std::int64_t run_id);
    void remove_what_is_left();

    Context& context_;
    PersonSearch search_;
    students::ErasedStudent done_;
    std::vector<students::Searchable> uploads_;
    std::vector<students::Searchable> beside_; // correction sheets and samples, which go whole
    std::set<std::int64_t> runs_;              // whose files were changed or hold the student, in the order they ran
    std::set<std::int64_t> became_other_;      // runs over a file that became one of another format
    std::set<std::pair<std::string, std::string>> stored_; // folder and hash of what may be needed no longer
};
} // namespace pipeline

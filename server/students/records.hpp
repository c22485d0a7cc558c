#pragma once
// Searches everything that is kept for one student, and takes the student out of it.
#include "base/result.hpp"
#include "server/db/session.hpp"
#include "server/students/student.hpp"
#include <functional>
#include <stop_token>
#include <string>

namespace students
{
class Records
{
public:
    virtual ~Records() = default;
    // Looks through every file: some tens of milliseconds each. One look-up at a time; refuses (conflict) a second one,
    // and one that is not wanted any more.
    virtual Result<HeldOnStudent> look_up(const std::string& identifier, const std::stop_token& unwanted) = 0;
    // Refuses (conflict) while a legal hold is on the student, or a run over one of the files is under way. `by` is the
    // name of the person who asks for it; `note` writes into the history what was done, with the reason without the
    // student.
    using Note = std::function<void(db::Session&, const ErasedStudent&, const std::string& reason)>;
    virtual Result<ErasedStudent> erase(const std::string& identifier, const std::string& by, const std::string& reason,
                                        const Note& note) = 0;
};
} // namespace students

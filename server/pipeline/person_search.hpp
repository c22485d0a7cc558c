#pragma once
// Looks through stored files for one student, each in a child process.
#include "base/result.hpp"
#include "server/pipeline/context.hpp"
#include "server/students/person_words.hpp"
#include "server/students/place_store.hpp"
#include <string>

namespace pipeline
{
class PersonSearch
{
public:
    PersonSearch(Context& context, std::string identifier, std::stop_token unwanted = {})
        : context_(context), identifier_(std::move(identifier)), unwanted_(std::move(unwanted))
    {
    }

    const std::string& identifier() const { return identifier_; }
    // From now on notes that call the student by name are found, too.
    void know(const std::vector<std::string>& names) { names_ = names; }
    // What the rows found in the file say about how texts call the student.
    static void learn(const students::Searchable& file, const engine::PersonRows& rows, students::PersonWords& words);
    // The rows about the student, or a sentence why the file cannot be looked into.
    Result<engine::PersonRows> in(const students::Searchable& file);
    // The same, and the file without them, where there are any.
    struct Without {
        engine::PersonRows rows;
        storage::Stored stored;
        std::string name;
    };
    Result<Without> take_out(const students::Searchable& file);

private:
    Result<engine::PersonRows> ask(const students::Searchable& file, int without);

    Context& context_;
    std::string identifier_;
    std::vector<std::string> names_;
    std::stop_token unwanted_;
};
} // namespace pipeline

#pragma once
#include "server/pipeline/erasure_list.hpp"
#include "server/pipeline/person_search.hpp"
#include "server/students/hold_store.hpp"
#include "server/students/records.hpp"
#include <mutex>

namespace pipeline
{
class StudentRecords final : public students::Records
{
public:
    StudentRecords(Context& context, ErasureList list) : context_(context), list_(std::move(list)) {}

    Result<students::HeldOnStudent> look_up(const std::string& identifier, const std::stop_token& unwanted) override;
    Result<students::ErasedStudent> erase(const std::string& identifier, const std::string& by,
                                          const std::string& reason, const Note& note) override;
    // At the start: erasures that this database has not seen, because it comes from an older backup. How many. Says
    // where places of the list differ, and where entries are missing.
    std::size_t erase_again();

private:
    static students::CarriedOut carried_out(const ListedErasure& listed, const std::string& person);
    ListedErasure to_be_listed(const students::PersonWords& words, const std::string& by);
    std::vector<ListedErasure> mended_list();
    void erase_again(const ListedErasure& listed);
    void say(const std::string& subject, const std::string& words);

    Context& context_;
    ErasureList list_;
    std::mutex busy_;
};
} // namespace pipeline

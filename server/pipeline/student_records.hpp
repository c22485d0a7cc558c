#pragma once
#include "server/pipeline/erasure_list.hpp"
#include "server/pipeline/person_search.hpp"
#include "server/students/records.hpp"
#include <mutex>

namespace pipeline
{
class StudentRecords final : public students::Records
{
public:
    StudentRecords(Context& context, const std::filesystem::path& data_folder) : context_(context), list_(data_folder)
    {
    }

    Result<students::HeldOnStudent> look_up(const std::string& identifier) override;
    Result<students::ErasedStudent> erase(const std::string& identifier, const std::string& by) override;
    // At the start: erasures that this database has not seen, because it comes from an older backup. How many.
    std::size_t erase_again();

private:
    Context& context_;
    ErasureList list_;
    std::mutex busy_;
};
} // namespace pipeline

#include "server/uploads/quotas.hpp"
#include "server/http/problem.hpp"
#include "server/uploads/upload_store.hpp"
#include <fmt/format.h>

namespace uploads
{
namespace
{
[[noreturn]] void over(std::string words, std::int64_t retry_after)
{
    auto problem = http::problem_of(429, std::move(words));
    problem.retry_after = retry_after;
    throw http::Stop(problem);
}
} // namespace

std::shared_ptr<void> Quotas::take_place(std::int64_t user_id)
{
    std::lock_guard lock(mutex_);
    auto& taken = places_[user_id];
    if (taken >= quota_.side_by_side)
        over(fmt::format("You are sending {} files at this moment. Send this one when one of them is through.", taken),
             10);
    ++taken;
    return {nullptr, [this, user_id](void*) {
                std::lock_guard given_back(mutex_);
                auto place = places_.find(user_id);
                if (--place->second == 0) places_.erase(place);
            }};
}

void Quotas::require_room(db::Session& db, std::int64_t user_id, std::int64_t department_id, std::int64_t more,
                          bool is_counted) const
{
    auto used = used_within_a_day(db, user_id, department_id);
    if (is_counted) {
        --used.files;
        used.bytes -= more;
    }
    if (used.files >= quota_.files_a_day)
        over(fmt::format("You have sent {} files within 24 hours, which is the limit. Nothing was lost; send this one "
                         "later, or ask the person who runs BatchOps.",
                         used.files),
             3600);
    if (used.bytes + more > quota_.bytes_a_day)
        over(fmt::format("The department has sent {:.1f} GB within 24 hours, and this file would go over its limit of "
                         "{:.1f} GB. Send it later, or ask the person who runs BatchOps.",
                         static_cast<double>(used.bytes) / 1e9, static_cast<double>(quota_.bytes_a_day) / 1e9),
             3600);
}
} // namespace uploads

#include "server/app/probe.hpp"

namespace app
{
bool Probe::is_due() const
{
    if (asked_.valid()) return false;
    return !said_ || Clock::now() - said_->at > std::max<Clock::duration>(every_, 100 * said_->took);
}

Check Probe::last(Time patience)
{
    std::shared_future<Said> asked;
    {
        std::lock_guard lock(mutex_);
        if (is_due())
            asked_ = std::async(std::launch::async, [this] {
                         auto began = Clock::now();
                         auto check = ask_();
                         return Said{std::move(check), Clock::now(), Clock::now() - began};
                     }).share();
        asked = asked_;
    }
    bool came = asked.valid() && asked.wait_for(patience) == std::future_status::ready;
    std::lock_guard lock(mutex_);
    if (came) said_ = asked.get();
    if (came) asked_ = {};
    return said_ ? said_->check : Check{};
}
} // namespace app

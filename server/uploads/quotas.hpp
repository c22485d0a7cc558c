#pragma once
// How much one person and one department may send: files side by side, files a day, bytes a day.
#include "server/db/session.hpp"
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

namespace uploads
{
struct Quota {
    int side_by_side = 8;                  // of one person
    std::int64_t files_a_day = 1000;       // of one person
    std::int64_t bytes_a_day = 20LL << 30; // of one department
};

class Quotas
{
public:
    explicit Quotas(Quota quota) : quota_(quota) {}

    // A place among the uploads of this person; given back when it is destroyed. Throws Stop (429) when all are taken.
    std::shared_ptr<void> take_place(std::int64_t user_id);
    // Throws Stop (429) when what was accepted within 24 hours and a file of `more` bytes are over the quota. Inside
    // the transaction that accepts, so that uploads side by side are counted; `is_counted`: its row is written already.
    void require_room(db::Session& db, std::int64_t user_id, std::int64_t department_id, std::int64_t more,
                      bool is_counted = false) const;

private:
    Quota quota_;
    std::mutex mutex_; // guards what follows
    std::map<std::int64_t, int> places_;
};
} // namespace uploads

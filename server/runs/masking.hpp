#pragma once
// Who may only look at a department sees where problems are, not whom they are about: values of personal columns are
// masked, and files that hold them are not handed out.
#include "server/db/session.hpp"
#include "server/runs/run_detail.hpp"
#include "server/users/user.hpp"
#include <set>
#include <string>
#include <vector>

namespace runs
{
class Masking
{
public:
    // Masks nothing for whoever may send and correct.
    Masking(db::Session& db, const users::User& who, const Run& run);

    bool is_on() const { return on_; }
    void apply(engine::Finding& finding) const;
    void apply(std::vector<engine::Finding>& findings) const;
    void apply(RunDetail& detail) const;

private:
    bool on_ = false;
    std::set<std::string> personal_; // names of fields; headers that are no field count as personal
    std::set<std::string> known_;
};

// Refuses (forbidden) whoever may only look, and says who can change that.
void require_need(const users::User& who, const departments::DepartmentRef& department);
} // namespace runs

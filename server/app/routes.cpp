#include "server/app/routes.hpp"
#include "server/app/system_routes.hpp"
#include "server/arrivals/arrival_routes.hpp"
#include "server/audit/audit_routes.hpp"
#include "server/calendars/calendar_routes.hpp"
#include "server/departments/department_routes.hpp"
#include "server/departments/school_routes.hpp"
#include "server/feeds/draft_routes.hpp"
#include "server/feeds/feed_routes.hpp"
#include "server/feeds/grant_routes.hpp"
#include "server/feeds/new_feed_routes.hpp"
#include "server/http/late_answers.hpp"
#include "server/incidents/incident_routes.hpp"
#include "server/links/link_routes.hpp"
#include "server/notifications/mailbox_routes.hpp"
#include "server/proposals/proposal_routes.hpp"
#include "server/reports/origin_routes.hpp"
#include "server/reports/report_routes.hpp"
#include "server/reports/restore_routes.hpp"
#include "server/runs/answer_routes.hpp"
#include "server/runs/decision_routes.hpp"
#include "server/runs/fixing_routes.hpp"
#include "server/runs/handover_routes.hpp"
#include "server/runs/overview_routes.hpp"
#include "server/runs/page_routes.hpp"
#include "server/runs/run_routes.hpp"
#include "server/schedules/schedule_routes.hpp"
#include "server/sharing/delivery_routes.hpp"
#include "server/sharing/link_routes.hpp"
#include "server/sharing/subscription_routes.hpp"
#include "server/sources/source_routes.hpp"
#include "server/students/student_routes.hpp"
#include "server/uploads/upload_routes.hpp"
#include "server/users/account_routes.hpp"
#include "server/users/oidc_routes.hpp"
#include "server/users/people_routes.hpp"
#include "server/users/second_factor_routes.hpp"
#include "server/users/session_routes.hpp"
#include "server/users/token_routes.hpp"

namespace app
{
http::RouteTable routes()
{
    return {
        users::session_routes(),
        users::account_routes(),
        users::token_routes(),
        users::oidc_routes(),
        users::second_factor_routes(),
        users::people_routes(),
        runs::overview_routes(),
        departments::routes(), //
        departments::school_routes(),
        feeds::routes(),          //
        feeds::grant_routes(),    //
        feeds::draft_routes(),    //
        feeds::new_feed_routes(), //
        uploads::routes(),        //
        runs::routes(),           //
        runs::decision_routes(),
        runs::fixing_routes(),
        runs::handover_routes(),
        runs::answer_routes(),
        runs::page_routes(),
        proposals::proposal_routes(),
        incidents::incident_routes(),
        incidents::act_routes(),
        incidents::remedy_routes(),
        incidents::known_error_routes(),
        reports::routes(),
        reports::restore_routes(),
        http::late_routes(),
        reports::origin_routes(),
        sharing::subscription_routes(),
        sharing::delivery_routes(),
        sharing::link_routes(),
        sharing::shared_routes(),
        system_routes(),
        probe_routes(),
        notifications::mailbox_routes(),
        audit::routes(),
        students::routes(),
        links::routes(),
        calendars::routes(),
        schedules::routes(),
        sources::routes(),
        arrivals::routes(),
    };
}
} // namespace app

#include "server/app/routes.hpp"
#include "server/app/system_routes.hpp"
#include "server/departments/department_routes.hpp"
#include "server/feeds/feed_routes.hpp"
#include "server/notifications/mailbox_routes.hpp"
#include "server/reports/report_routes.hpp"
#include "server/runs/answer_routes.hpp"
#include "server/runs/decision_routes.hpp"
#include "server/runs/fixing_routes.hpp"
#include "server/runs/overview_routes.hpp"
#include "server/runs/run_routes.hpp"
#include "server/uploads/upload_routes.hpp"
#include "server/users/user_routes.hpp"

namespace app
{
http::RouteTable routes()
{
    return {
        users::routes(), //
        runs::overview_routes(),
        departments::routes(), //
        feeds::routes(),       //
        uploads::routes(),     //
        runs::routes(),        //
        runs::decision_routes(), runs::fixing_routes(), runs::answer_routes(), reports::routes(),
        system_routes(),         notifications::mailbox_routes(),
    };
}
} // namespace app

#pragma once
// The demo school as far as it is rows: what belongs to it, and taking it away.
#include "server/db/session.hpp"

namespace departments
{
bool has_demo(db::Session& db);
// Its departments with their feeds, uploads, runs and reports, and its people but the admins. Who has sent files to
// other departments stays in their history and can sign in no more.
void remove_demo(db::Session& db);
// All schedules, sources and calendars so far: of a hub in which nobody has made any.
void mark_schedules_as_demo(db::Session& db);
// What was sent to it: whose manifests go with it.
struct DemoUpload {
    std::int64_t id = 0;
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(DemoUpload, (), (id, sha256))
std::vector<DemoUpload> demo_uploads(db::Session& db);
} // namespace departments

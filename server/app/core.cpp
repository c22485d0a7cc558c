#include "server/app/core.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "server/app/addresses.hpp"
#include "server/app/installation.hpp"
#include "server/app/keys.hpp"
#include "server/app/storage_backend.hpp"
#include "server/app/upgrade_backup.hpp"
#include "server/app/wakeup_state.hpp"
#include "server/audit/audit_store.hpp"
#include "server/audit/chain_store.hpp"
#include "server/departments/school_store.hpp"
#include "server/users/user_store.hpp"
#include <algorithm>

namespace app
{
std::string Core::database_url() const
{
    return config.database.empty() ? "sqlite:" + folder.path() + "/batchops.db" : config.database;
}

std::string Core::address() const
{
    return public_address(config, port ? port : static_cast<std::uint16_t>(config.port));
}

Core::Core(Config given)
    : config(std::move(given)), duties(duties_of(config)),
      folder(config.data, config.database.empty() ? DataFolder::Use::alone : DataFolder::Use::shared),
      keys(keys_of_process(config, duties, folder.path())), database(database_url()),
      storage(folder.path(), {config.max_upload_bytes}, storage_backend(config, folder.path())),
      relay(database, keys, relay_settings(config)), mail(mail_settings(config)),
      pipeline{database, storage, broadcast, random_hex(8)},
      students(pipeline, pipeline::ErasureList(folder.path(), config.erasure_list)),
      wakeups(wakeup_settings(config), [this](queue::Mode mode, queue::Topic topic) {
          metrics.wakeup_heard(json::enum_text(mode), json::enum_text(topic));
          give(topic);
      })
{
    audit::use_keys(&keys);
    if (duties.api) require_safe_door(config);
    if (auto backup =
            back_up_before_upgrade(database_url(), folder.path(), sealing_lines(config.sealing_keys, folder.path())))
        logs::warn("upgrade", "the database was backed up before its tables change", {{"backup", backup->string()}});
    database.migrate();
    require_fitting_keys(database, keys);
    database.transact([](db::Session& db) { audit::seal_earlier_rows(db); });
    require_same_installation(database, storage, folder.path());
    set_up_pipeline();
    set_up_hints();
}

Core::~Core() { audit::use_keys(nullptr); }

void Core::set_up_pipeline()
{
    desk = {&database, &storage, &relay.outbox(),
            [this](db::Session& db) { return users::LetterHead{address(), departments::school_name(db)}; }};
    relay.watch_mails(sharing::mail_watch(desk));
    pipeline.keys = &keys;
    pipeline.retention_days = config.retention_days;
    pipeline.engine_limits.cpu_seconds = config.engine_seconds;
    pipeline.engine_deadline = std::chrono::seconds(config.engine_seconds);
    // A file that takes long leaves a worker to the other departments.
    pipeline.most_of_share = std::max<std::int64_t>(1, config.workers - 1);
    pipeline.tell_admins = [this](db::Session& db, const std::string& about, const pipeline::AdminNotice& notice) {
        for (const auto& address : users::addresses_of_admins(db))
            notifications::add_mail(
                db, relay.outbox(), "notice:" + about + ":" + address,
                mail::write({notice.subject, {notice.words}, std::nullopt, {}}, address, departments::school_name(db)));
    };
}

void Core::set_up_hints()
{
    auto tell = [this](queue::Topic topic) {
        give(topic);
        wakeups.say(topic);
    };
    broadcast.wake_workers = [tell] { tell(queue::Topic::jobs); };
    broadcast.cancelled = [tell] { tell(queue::Topic::cancels); };
    broadcast.news = [tell] { tell(queue::Topic::news); };
}

void Core::give(queue::Topic topic)
{
    switch (topic) {
    case queue::Topic::jobs:
        return pipeline.hint.give();
    case queue::Topic::news:
        return news.give();
    case queue::Topic::cancels:
        return pipeline.cancelled.give();
    }
}
} // namespace app

#include "server/sources/pick_up.hpp"
#include "base/failpoint.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "base/no_wait.hpp"
#include "base/trouble.hpp"
#include "base/utf8.hpp"
#include "server/audit/audit_store.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/runs/announce.hpp"
#include "server/runs/run_store.hpp"
#include "server/sources/secret_store.hpp"
#include "server/uploads/upload_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <thread>
#include <utility>

namespace sources
{
namespace
{
constexpr std::size_t shown = 500;
constexpr std::chrono::minutes patience{10}, longest_stay{30};
constexpr std::chrono::seconds longest_look{20}, step{5};
using Clock = std::chrono::steady_clock;

struct GivenUp : Refusal {
    GivenUp() : Refusal{Why::conflict, "It was given up before it had ended."} {}
};

// Asks whether to go on, but not for every block of bytes.
class Breath
{
public:
    explicit Breath(const std::function<bool()>& go_on) : go_on_(go_on) {}
    void operator()()
    {
        auto now = Clock::now();
        if (now < next_) return;
        if (!go_on_()) throw GivenUp();
        next_ = now + step;
    }

private:
    const std::function<bool()>& go_on_;
    Clock::time_point next_{};
};

std::unique_ptr<Visit> begin(const Hands& hands, const Source& source, const std::function<void()>& breathe,
                             std::chrono::seconds longest)
{
    auto reach = hands.reach;
    reach.most_bytes = hands.storage.upload_limit();
    reach.longest = std::min(reach.longest, longest);
    auto secrets = hands.database.read([&](db::Session& db) { return secrets_of(db, hands.keys, source); });
    return visit(source, secrets, reach, breathe);
}

class PickUp
{
public:
    PickUp(const Hands& hands, const Source& source, const std::function<bool()>& go_on)
        : hands_(hands), source_(source), breath_(go_on),
          visit_(begin(hands, source, [this] { breath_(); }, longest_stay))
    {
    }

    // One look: takes what is settled, until `end`. Whether something is still settling.
    bool round(Clock::time_point end, PickedUp& picked)
    {
        auto known = hands_.database.read([&](db::Session& db) { return known_of(db, source_.id); });
        auto listing = visit_->list(known);
        const auto& found = listing.found;
        fails_ = listing.lacking;
        failed_.clear();
        hands_.database.transact([&](db::Session& db) {
            std::vector<Found> plain;
            for (const auto& file : found)
                if (!is_temporary(file.name) && is_utf8(file.name)) plain.push_back(file);
            note_seen(db, source_.id, plain);
        });
        auto items = verdicts(source_, found, known);
        bool settling = false;
        picked.left = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            breath_();
            bool takes = items[i].verdict == FileVerdict::would_take && Clock::now() < end;
            if (items[i].verdict == FileVerdict::failed) failed_.insert(found[i].identity());
            settling |= items[i].verdict == FileVerdict::settling;
            if (left_there(items[i].verdict) && !takes) ++picked.left;
            if (takes)
                take(found[i], items[i], found, picked);
            else if (items[i].verdict == FileVerdict::taken || items[i].verdict == FileVerdict::same_content)
                try_to_care_for(found[i], found);
        }
        hands_.database.transact([&](db::Session& db) { note_look(db, source_.id, fails_); });
        picked.fails = fails_;
        picked.failed = static_cast<std::int64_t>(failed_.size());
        return settling;
    }

private:
    static bool left_there(FileVerdict verdict)
    {
        return verdict == FileVerdict::no_rule || verdict == FileVerdict::no_period ||
               verdict == FileVerdict::settling || verdict == FileVerdict::not_ready ||
               verdict == FileVerdict::would_take;
    }

    void take(const Found& file, const SourceItem& item, const std::vector<Found>& beside, PickedUp& picked)
    {
        try {
            if (file.bytes > hands_.storage.upload_limit())
                throw Refusal{Why::too_large,
                              fmt::format("The file is larger than {} MiB, the most that the hub takes.",
                                          hands_.storage.upload_limit() >> 20)};
            auto incoming = hands_.storage.receive();
            visit_->fetch(file, [&](std::string_view bytes) {
                breath_();
                incoming->write(bytes);
            });
            auto stored = incoming->keep();
            failpoint("picked_up_before_commit");
            auto accepted = hands_.database.transact([&](db::Session& db) { return accept(db, file, item, stored); });
            incoming->accepted();
            if (accepted.what == uploads::Accepting::What::fresh) {
                ++picked.uploads;
                note_beside(accepted.upload);
            } else
                ++picked.same;
            failpoint("picked_up_before_move");
            try_to_care_for(file, beside);
        } catch (const GivenUp&) {
            throw;
        } catch (const OtherKey&) {
            throw;
        } catch (const PlaceFails& fails) { // no fault of the file
            failed_.insert(file.identity());
            note(fails);
        } catch (const Refusal& refusal) {
            failed_.insert(file.identity());
            hands_.database.transact(
                [&](db::Session& db) { note_failed(db, source_.id, file.identity(), refusal.message); });
        }
    }

    uploads::Accepting accept(db::Session& db, const Found& file, const SourceItem& item, const storage::Stored& stored)
    {
        auto rules = feeds::find_rules(db, users::Scope::everything(), item.feed->id);
        if (!rules) throw Refusal{Why::conflict, "Its regular file has just been removed."};
        auto accepting = require(uploads::accept(db, {*rules, *item.period, file.name, stored.sha256, stored.bytes,
                                                      stored.key, source_.owner.id, std::nullopt, random_hex(16)}));
        const auto& upload = accepting.upload;
        if (accepting.what != uploads::Accepting::What::fresh) {
            note_taken(
                db, source_.id, file.identity(), ItemState::same_content, upload.id,
                fmt::format("The same content as “{}” of {}", upload.file_name, upload.accepted_at.substr(0, 10)));
            return accepting;
        }
        if (!hands_.storage.has(storage::Kind::upload, stored.sha256))
            throw Refusal{Why::unavailable, "A file with the same content was just being removed."};
        note_taken(db, source_.id, file.identity(), ItemState::taken, upload.id, item.words);
        audit::AuditEvent event;
        event.actor = "BatchOps";
        event.action = "upload.pick_up";
        event.subject = "upload";
        event.subject_id = upload.id;
        event.department_id = upload.department.id;
        event.detail = source_.name + ": " + upload.sha256;
        audit::append(db, std::move(event));
        runs::announce(db, hands_.sink, runs::find(db, users::Scope::everything(), upload.run_id).value());
        return accepting;
    }

    // The upload is accepted already: without it, it only cannot be adopted by an older database.
    void note_beside(const uploads::Upload& upload)
    {
        try {
            hands_.storage.write_manifest(upload.sha256, upload.id, json::serialize(json::encode(upload)));
        } catch (...) {
            logs::warn("sources", "manifest not written",
                       {{"upload_id", upload.id}, {"error", words_of_thrown(std::current_exception())}});
        }
    }

    // While `fails` is caught: the second time the visit ends.
    void note(const PlaceFails& fails)
    {
        if (std::exchange(fails_, fails.message)) throw;
    }

    // It is taken already: what goes wrong now is the fault of the place, and is tried again.
    void try_to_care_for(const Found& file, const std::vector<Found>& beside)
    {
        try {
            care_for(file, beside);
        } catch (const GivenUp&) {
            throw;
        } catch (const OtherKey&) {
            throw;
        } catch (const PlaceFails& fails) {
            note(fails);
        } catch (const Refusal& refusal) {
            fails_ = refusal.message;
        }
    }

    // What said that it was ready goes with it: it does not speak for the next file of that name.
    void care_for(const Found& file, const std::vector<Found>& beside)
    {
        if (source_.after == AfterCare::keep) return;
        auto away = [&](const Found& one) {
            source_.after == AfterCare::move ? visit_->move_to_taken(one) : visit_->remove(one);
        };
        auto suffix = source_.ready_suffix.value_or("");
        auto ready = std::ranges::find(beside, file.name + suffix, &Found::name);
        // It first: were the file away already, nothing would lead back to it.
        if (!suffix.empty() && ready != beside.end()) away(*ready);
        away(file);
        hands_.database.transact([&](db::Session& db) { note_cared_for(db, source_.id, file.identity()); });
    }

    const Hands& hands_;
    const Source& source_;
    Breath breath_;
    std::unique_ptr<Visit> visit_;
    std::set<std::string> failed_;     // by identity: files that could not be taken, now or in an earlier visit
    std::optional<std::string> fails_; // why not all that lies there was seen or read
};

std::string in_words(const PickedUp& picked)
{
    auto files = [](std::int64_t count) { return fmt::format("{} file{}", count, count == 1 ? "" : "s"); };
    auto words = picked.uploads == 0 ? std::string("No new file") : files(picked.uploads) + " taken";
    if (picked.same > 0) words += fmt::format(", {} with content that was sent before", files(picked.same));
    if (picked.failed > 0) words += fmt::format(", {} could not be taken", files(picked.failed));
    if (picked.left > 0) words += fmt::format(", {} left there", files(picked.left));
    return words + "." + (picked.fails ? " " + *picked.fails : "");
}

// The lease of who picks up is shorter than a file may take to settle.
void wait(std::chrono::seconds length, const std::function<bool()>& go_on)
{
    for (auto left = length; left.count() > 0; left -= step) {
        if (!go_on()) throw GivenUp();
        no_wait::waits_for("a file to settle");
        std::this_thread::sleep_for(std::min(left, step));
    }
}
} // namespace

Look look(const Hands& hands, const Source& source)
{
    Look made;
    auto known = hands.database.read([&](db::Session& db) { return known_of(db, source.id); });
    made.looked_at = known.now;
    try {
        auto listing = begin(hands, source, [] {}, longest_look)->list(known);
        made.items = verdicts(source, listing.found, known);
        made.failed_words = listing.lacking;
    } catch (const Refusal& refusal) {
        made.failed_words = refusal.message;
    }
    if (made.items.size() > shown) {
        made.more = static_cast<std::int64_t>(made.items.size() - shown);
        made.items.resize(shown);
    }
    return made;
}

PickedUp pick_up(const Hands& hands, std::int64_t source_id, const std::function<bool()>& go_on)
{
    auto source = hands.database.read([&](db::Session& db) { return find(db, source_id); });
    if (!source) throw Refusal{Why::not_found, "The source has been removed."};
    if (!source->enabled) throw Refusal{Why::conflict, "The source is switched off."};
    if (source->paused_reason) throw Refusal{Why::conflict, "The source is paused: " + *source->paused_reason};
    PickedUp picked;
    try {
        PickUp work(hands, *source, go_on);
        auto now = Clock::now();
        while (work.round(now + longest_stay, picked) && Clock::now() < now + patience)
            wait(std::chrono::seconds(source->settle_s), go_on);
    } catch (const OtherKey& other) {
        hands.database.transact([&](db::Session& db) {
            set_paused(db, source_id, other.message);
            announce(db, source_id);
        });
        throw;
    } catch (const Refusal& refusal) {
        if (refusal.why != Why::conflict)
            hands.database.transact([&](db::Session& db) { note_look(db, source_id, refusal.message); });
        throw;
    }
    picked.words = in_words(picked);
    return picked;
}
} // namespace sources

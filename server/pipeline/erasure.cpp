#include "server/pipeline/erasure.hpp"
#include "base/json.hpp"
#include "server/pipeline/objects.hpp"
#include "server/pipeline/redone_run.hpp"
#include "server/students/hold_store.hpp"
#include "server/students/text_store.hpp"
#include "server/uploads/upload_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <thread>

namespace pipeline
{
namespace
{
using students::Look;

Refusal is_being_worked_on(const std::string& what)
{
    return {Why::conflict, fmt::format("“{}” is being worked on. Try again when its run has ended.", what)};
}
} // namespace

// Files are known by their hash: one that was searched is not searched again.
bool Erasure::holds_student(const students::Searchable& file)
{
    if (auto known = searched_.find(file.sha256); known != searched_.end()) return known->second;
    auto rows = search_.in(file);
    if (!rows) {
        leave({file.name, rows.error().message});
        unsearchable_.insert(file.sha256);
    } else {
        PersonSearch::learn(file, *rows, words_);
        if (rows->heading)
            leave({file.name, fmt::format("“{}”, the heading of a column or the name of a sheet in it, speaks of the "
                                          "student. It stays, for others stand below it: send the file again without.",
                                          *rows->heading)});
    }
    return searched_[file.sha256] = rows && !rows->places.empty();
}

// What stays with the student in it, each once.
void Erasure::leave(students::NotSearched what)
{
    auto same = [&](const students::NotSearched& one) { return one.name == what.name && one.why == what.why; };
    if (std::ranges::none_of(done_.not_searched, same)) done_.not_searched.push_back(std::move(what));
}

// Notes may call the student by the name that rows of another file have: where none was found, look again.
void Erasure::learn_names(const std::vector<const students::Searchable*>& sent)
{
    for (const auto* file : sent) holds_student(*file);
    if (words_.names().empty()) return;
    search_.know(words_.names());
    for (const auto* file : sent)
        if (!unsearchable_.contains(file->sha256) && !searched_[file->sha256]) searched_.erase(file->sha256);
}

Result<void> Erasure::find()
{
    auto [sent, beside, made] = context_.database.read([](db::Session& db) {
        auto slips = students::slips(db), samples = students::samples(db);
        slips.insert(slips.end(), samples.begin(), samples.end());
        return std::tuple{students::files_sent(db), slips, students::rows_made(db)};
    });
    std::vector<const students::Searchable*> all;
    for (const auto* files : {&sent, &beside})
        for (const auto& file : *files) all.push_back(&file);
    for (const auto& file : made) holds_student(file); // they may say the name, too
    learn_names(all);
    std::vector<students::Searchable> others;
    for (auto& file : sent) (holds_student(file) ? uploads_ : others).push_back(std::move(file));
    for (auto& file : beside)
        if (holds_student(file)) beside_.push_back(std::move(file));
    for (const auto& file : made)
        if (holds_student(file)) {
            runs_.insert(*file.run_id);
            feeds_.insert(file.feed.id);
        }
    // Reports say which file they were made from, so that those are made anew too.
    for (auto& file : others)
        if (words_.are_in(file.name, Look::text)) named_.push_back(std::move(file));
    for (const auto* files : {&uploads_, &named_})
        for (const auto& upload : *files) {
            feeds_.insert(upload.feed.id);
            for (const auto& run :
                 context_.database.read([&](db::Session& db) { return students::runs_over(db, upload.id); }))
                runs_.insert(run.id);
        }
    for (auto feed : feeds_)
        if (context_.database.read([&](db::Session& db) { return students::is_worked_on(db, feed, !before_work_); }))
            return std::unexpected(is_being_worked_on("A file that may hold the student"));
    return {};
}

void Erasure::renew_lease()
{
    context_.database.transact([&](db::Session& db) { students::take_erasure_lease(db, context_.boot_id); });
}

// What the run has made may be needed by nothing any more when it is made anew.
void Erasure::note_exports(db::Session& db, std::int64_t run_id)
{
    for (const auto& object : objects::made_by(db, run_id)) stored_.emplace(object.kind, object.sha256);
}

Result<void> Erasure::take_out_of(const students::Searchable& upload)
{
    auto without = search_.take_out(upload);
    if (!without) {
        leave({upload.name, without.error().message});
        return {};
    }
    if (without->rows.places.empty()) return {};
    stored_.emplace(storage::Kind::upload, upload.sha256);
    auto changed = context_.database.transact([&](db::Session& db) -> Result<uploads::Upload> {
        // The upload first, then its runs: from then on no worker takes a run over it, and none begins, until this has
        // committed; one that is under way has the student in its hands.
        bool same = students::replace_upload(db, upload.id, upload.sha256,
                                             {words_.without(without->name, Look::text), without->stored.sha256,
                                              without->stored.key, without->stored.bytes});
        auto runs = students::lock_runs_over(db, upload.id);
        bool busy = std::ranges::any_of(
            runs, [&](const auto& run) { return run.state == "running" || (run.state == "queued" && !before_work_); });
        if (!same || busy) return std::unexpected(is_being_worked_on("A file of the student"));
        for (const auto& run : runs) note_exports(db, run.id); // checkpoints too, before they are forgotten
        students::forget_in_runs(db, runs, without->rows.places, search_.identifier());
        for (const auto& run : runs)
            if (without->rows.became) became_other_.insert(run.id);
        return uploads::find(db, users::Scope::everything(), upload.id).value();
    });
    if (!changed) return std::unexpected(changed.error());
    context_.storage.write_manifest(changed->sha256, upload.id, json::serialize(json::encode(*changed)));
    if (changed->sha256 != upload.sha256) context_.storage.remove_manifest(upload.sha256, upload.id);
    ++done_.files;
    return {};
}

void Erasure::rename(const students::Searchable& upload)
{
    auto changed = context_.database.transact([&](db::Session& db) {
        students::rename_upload(db, upload.id, words_.without(upload.name, Look::text));
        return uploads::find(db, users::Scope::everything(), upload.id).value();
    });
    context_.storage.write_manifest(changed.sha256, upload.id, json::serialize(json::encode(changed)));
    ++done_.texts;
}

void Erasure::scrub()
{
    auto scrubbed =
        context_.database.transact([&](db::Session& db) { return students::scrub_texts(db, words_, *context_.keys); });
    done_.texts += scrubbed.texts;
    for (auto& what : scrubbed.left) leave(std::move(what));
}

void Erasure::make_anew(std::int64_t run_id)
{
    renew_lease();
    context_.database.transact([&](db::Session& db) {
        note_exports(db, run_id);
        students::forget_checkpoints(db, run_id);
    });
    auto redone = redo_run(context_, run_id, became_other_.contains(run_id), search_.identifier());
    done_.reports += redone == Redone::report;
    done_.taken_away += redone == Redone::taken_away;
}

// Runs that began meanwhile may have taken rows from a version that still had the student.
void Erasure::await_runs()
{
    constexpr int most = 600; // a minute
    for (auto feed : feeds_)
        for (int i = 0; i < most; ++i) {
            if (!context_.database.read(
                    [&](db::Session& db) { return students::is_worked_on(db, feed, !before_work_); }))
                break;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            if (i + 1 == most)
                done_.not_searched.push_back({"A file that is being worked on", "Its run has not ended in time."});
        }
}

// Of the rows that runs made: those that hold the student, and of the runs that did those that cannot be searched.
std::vector<students::Searchable> Erasure::still_holding()
{
    auto made = context_.database.read([](db::Session& db) { return students::rows_made(db); });
    std::erase_if(made, [&](const students::Searchable& file) {
        return !holds_student(file) && !(unsearchable_.contains(file.sha256) && runs_.contains(*file.run_id));
    });
    return made;
}

// A report may hold rows that a transform took from another one, which is made anew in turn; what still holds the
// student after all that goes.
void Erasure::make_anew()
{
    for (auto run : runs_) make_anew(run);
    await_runs();
    for (const auto& file : still_holding()) make_anew(*file.run_id);
    for (const auto& file : still_holding()) {
        stored_.emplace(storage::Kind::made, file.sha256);
        context_.database.transact([&](db::Session& db) {
            note_exports(db, *file.run_id);
            students::forget_results(db, *file.run_id, search_.identifier());
        });
        ++done_.taken_away;
    }
}

void Erasure::remove_what_is_left()
{
    for (const auto& [kind, sha256] : stored_) remove_unneeded(context_.database, context_.storage, {kind, sha256, 0});
    for (auto& table : context_.database.read([](db::Session& db) { return students::leave_no_copy(db); }))
        done_.not_searched.push_back(
            {fmt::format("The table {} of PostgreSQL", table),
             "It was in use, so that old copies of rows stay in its files until it is rewritten: "
             "VACUUM FULL."});
}

Result<students::ErasedStudent> Erasure::carry_out()
{
    for (const auto& upload : uploads_) {
        renew_lease();
        if (auto taken = take_out_of(upload); !taken) return std::unexpected(taken.error());
    }
    for (const auto& upload : named_) rename(upload);
    for (const auto& file : beside_) {
        context_.database.transact([&](db::Session& db) {
            file.kind == students::PlaceKind::slip ? students::forget_slip(db, file.id)
                                                   : students::forget_sample(db, file.id);
        });
        stored_.emplace(storage::Kind::upload, file.sha256);
        ++done_.taken_away;
    }
    scrub(); // before runs are made anew from answers and rules
    make_anew();
    scrub(); // and what they wrote
    remove_what_is_left();
    return std::move(done_);
}
} // namespace pipeline

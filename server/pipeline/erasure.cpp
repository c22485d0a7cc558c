#include "server/pipeline/erasure.hpp"
#include "base/json.hpp"
#include "server/pipeline/redone_run.hpp"
#include "server/runs/stored_file_store.hpp"
#include "server/uploads/upload_store.hpp"
#include <fmt/format.h>

namespace pipeline
{
Result<void> Erasure::find()
{
    auto [sent, beside, made] = context_.database.read([](db::Session& db) {
        auto slips = students::slips(db), samples = students::samples(db);
        slips.insert(slips.end(), samples.begin(), samples.end());
        return std::tuple{students::files_sent(db), slips, students::rows_made(db)};
    });
    auto holds_student = [&](const students::Searchable& file) {
        auto rows = search_.in(file);
        if (!rows) done_.not_searched.push_back({file.name, rows.error().message});
        return rows && !rows->places.empty();
    };
    for (auto& file : sent)
        if (holds_student(file)) uploads_.push_back(std::move(file));
    for (auto& file : beside)
        if (holds_student(file)) beside_.push_back(std::move(file));
    for (const auto& file : made)
        if (!runs_.contains(file.run_id.value()) && holds_student(file)) runs_.insert(*file.run_id);
    for (const auto& upload : uploads_)
        for (const auto& run :
             context_.database.read([&](db::Session& db) { return students::runs_over(db, upload.id); })) {
            if (run.state == "queued" || run.state == "running")
                return refuse(Why::conflict,
                              fmt::format("“{}” is being worked on. Try again when its run has ended.", upload.name));
            runs_.insert(run.id);
        }
    return {};
}

// What the run has made may be needed by nothing any more when it is made anew.
void Erasure::note_exports(db::Session& db, std::int64_t run_id)
{
    for (const auto& sha256 : runs::exports_of(db, run_id)) stored_.emplace("exports", sha256);
}

void Erasure::take_out_of(const students::Searchable& upload)
{
    auto without = search_.take_out(upload);
    if (!without) return done_.not_searched.push_back({upload.name, without.error().message});
    if (without->rows.places.empty()) return;
    stored_.emplace("uploads", upload.sha256);
    auto changed = context_.database.transact([&](db::Session& db) {
        auto runs = students::runs_over(db, upload.id);
        for (const auto& run : runs) note_exports(db, run.id); // checkpoints too, before they are forgotten
        students::replace_upload(db, upload.id,
                                 {without->name, without->stored.sha256, without->stored.key, without->stored.bytes});
        students::forget_in_runs(db, runs, without->rows.places, search_.identifier());
        for (const auto& run : runs)
            if (without->rows.became) became_other_.insert(run.id);
        return uploads::find(db, users::Scope::everything(), upload.id);
    });
    context_.storage.write_manifest(without->stored.sha256, upload.id, json::serialize(json::encode(*changed)));
    ++done_.files;
}

void Erasure::make_anew(std::int64_t run_id)
{
    context_.database.transact([&](db::Session& db) {
        note_exports(db, run_id);
        students::forget_checkpoints(db, run_id);
    });
    auto redone = redo_run(context_, run_id, became_other_.contains(run_id), search_.identifier());
    done_.reports += redone == Redone::report;
    done_.taken_away += redone == Redone::taken_away;
}

// Of the rows that the runs made: those that hold the student, or that cannot be searched.
std::vector<students::Searchable> Erasure::still_holding()
{
    auto made = context_.database.read([](db::Session& db) { return students::rows_made(db); });
    std::erase_if(made, [&](const students::Searchable& file) {
        if (!runs_.contains(*file.run_id)) return true;
        auto rows = search_.in(file);
        return rows && rows->places.empty();
    });
    return made;
}

// A report may hold rows that a transform took from another one, which is made anew in turn; what still holds the
// student after all that goes.
void Erasure::make_anew()
{
    for (auto run : runs_) make_anew(run);
    for (const auto& file : still_holding()) make_anew(*file.run_id);
    for (const auto& file : still_holding()) {
        stored_.emplace("exports", file.sha256);
        context_.database.transact([&](db::Session& db) {
            note_exports(db, *file.run_id);
            students::forget_results(db, *file.run_id, search_.identifier());
        });
        ++done_.taken_away;
    }
}

void Erasure::remove_what_is_left()
{
    for (const auto& [folder, sha256] : stored_) {
        bool needed = context_.database.read([&](db::Session& db) {
            return folder == "uploads" ? runs::refers_to_upload(db, sha256) : runs::refers_to_export(db, sha256);
        });
        if (!needed) context_.storage.remove(folder, sha256);
    }
    context_.database.read([](db::Session& db) { students::leave_no_copy(db); });
}

students::ErasedStudent Erasure::carry_out()
{
    for (const auto& upload : uploads_) take_out_of(upload);
    for (const auto& file : beside_) {
        context_.database.transact([&](db::Session& db) {
            file.kind == students::PlaceKind::slip ? students::forget_slip(db, file.id)
                                                   : students::forget_sample(db, file.id);
        });
        stored_.emplace("uploads", file.sha256);
        ++done_.taken_away;
    }
    make_anew();
    remove_what_is_left();
    return std::move(done_);
}
} // namespace pipeline

#include "server/pipeline/student_records.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "server/audit/audit_store.hpp"
#include "server/pipeline/erasure.hpp"
#include "server/students/hold_store.hpp"
#include <fmt/format.h>

namespace pipeline
{
namespace
{
constexpr auto one_at_a_time =
    "Another look-up is under way, and each goes through every file. Try again when it has ended.";

void add_rows(const students::Searchable& file, const engine::PersonRows& found, students::HeldOnStudent& held)
{
    for (const auto& row : found.rows) {
        if (held.rows.size() >= students::kept_rows) return;
        auto& kept = held.rows.emplace_back(students::StudentRow{file.kind, file.id, file.name, row.place.line, {}});
        for (std::size_t c = 0; c < row.cells.size(); ++c)
            if (!row.cells[c].empty())
                kept.cells.push_back(
                    {c < row.header.size() ? row.header[c] : fmt::format("column {}", c + 1), row.cells[c]});
    }
}
} // namespace

Result<students::HeldOnStudent> StudentRecords::look_up(const std::string& identifier)
{
    std::unique_lock one(busy_, std::try_to_lock);
    if (!one) return refuse(Why::conflict, one_at_a_time);
    students::HeldOnStudent held;
    auto files = context_.database.transact([&](db::Session& db) {
        held.person = students::pseudonym(db, identifier);
        held.hold = students::hold_on(db, held.person);
        auto mentions = students::mentions_of(db, identifier);
        held.findings = mentions.findings;
        held.corrections = mentions.corrections;
        auto all = students::files_sent(db);
        for (auto more : {students::slips(db), students::samples(db), students::rows_made(db)})
            all.insert(all.end(), more.begin(), more.end());
        return all;
    });
    PersonSearch search(context_, identifier);
    for (const auto& file : files) {
        auto found = search.in(file);
        ++held.searched;
        if (!found) held.not_searched.push_back({file.name, found.error().message});
        if (!found || found->places.empty()) continue;
        held.places.push_back({file.kind, file.id, file.name, file.feed, file.department, file.period, file.at,
                               static_cast<std::int64_t>(found->places.size())});
        add_rows(file, *found, held);
    }
    return held;
}

Result<students::ErasedStudent> StudentRecords::erase(const std::string& identifier, const std::string& by)
{
    std::unique_lock one(busy_, std::try_to_lock);
    if (!one) return refuse(Why::conflict, one_at_a_time);
    auto person = context_.database.transact([&](db::Session& db) { return students::pseudonym(db, identifier); });
    if (context_.database.read([&](db::Session& db) { return students::hold_on(db, person).has_value(); }))
        return refuse(Why::conflict, "There is a legal hold on this student. Lift it first.");
    Erasure erasure(context_, identifier);
    if (auto found = erasure.find(); !found) return std::unexpected(found.error());
    // First the list: an erasure that is cut off is taken up again at the next start.
    ListedErasure listed{random_hex(16), "", by, context_.keys->seal(identifier, students::sealed_about)};
    listed.at = context_.database.read([](db::Session& db) { return db.now(); });
    list_.add(listed);
    auto erased = erasure.carry_out();
    erased.person = person;
    context_.database.transact([&](db::Session& db) { students::note_carried_out(db, listed.id, person); });
    return erased;
}

std::size_t StudentRecords::erase_again()
{
    std::size_t again = 0;
    for (const auto& listed : list_.all()) {
        if (context_.database.read([&](db::Session& db) { return students::is_carried_out(db, listed.id); })) continue;
        auto identifier = context_.keys->open(listed.sealed_identifier, students::sealed_about);
        if (!identifier)
            throw Refusal{Why::conflict, "erasures.jsonl in the data folder was sealed with a key that the hub no "
                                         "longer has, so that what was erased could come back. Put the earlier key "
                                         "back as a second line of the setting sealing_keys."};
        Erasure erasure(context_, *identifier);
        if (auto found = erasure.find(); !found) throw std::move(found.error());
        auto erased = erasure.carry_out();
        context_.database.transact([&](db::Session& db) {
            auto person = students::pseudonym(db, *identifier);
            students::note_carried_out(db, listed.id, person);
            audit::AuditEvent event;
            event.actor = "BatchOps";
            event.action = "student.erase_again";
            event.subject = "student";
            event.detail = fmt::format("{}: {} files, {} reports, {} taken away", person, erased.files, erased.reports,
                                       erased.taken_away);
            audit::append(db, std::move(event));
        });
        ++again;
    }
    if (again > 0) logs::info("erasure", "carried out again", {{"count", static_cast<std::int64_t>(again)}});
    return again;
}
} // namespace pipeline

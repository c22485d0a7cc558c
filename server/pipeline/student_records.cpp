#include "server/pipeline/student_records.hpp"
#include "base/ids.hpp"
#include "base/json_text.hpp"
#include "base/log.hpp"
#include "server/audit/audit_store.hpp"
#include "server/pipeline/erasure.hpp"
#include "server/students/hold_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

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

struct Called {
    std::vector<std::string> names, personal;
};
BOOST_DESCRIBE_STRUCT(Called, (), (names, personal))

std::string counted(std::size_t count) { return fmt::format("{} erasure{}", count, count == 1 ? "" : "s"); }

// Of this erasure, among all processes.
class Lease
{
public:
    explicit Lease(Context& context)
        : context_(context), taken_(context.database.transact(
                                 [&](db::Session& db) { return students::take_erasure_lease(db, context.boot_id); }))
    {
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease()
    {
        if (!taken_) return;
        try {
            context_.database.transact(
                [&](db::Session& db) { students::give_erasure_lease_back(db, context_.boot_id); });
        } catch (...) { // then it ends by itself
        }
    }
    bool taken() const { return taken_; }

private:
    Context& context_;
    bool taken_;
};
} // namespace

Result<students::HeldOnStudent> StudentRecords::look_up(const std::string& identifier, const std::stop_token& unwanted)
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
    PersonSearch search(context_, identifier, unwanted);
    for (const auto& file : files) {
        if (unwanted.stop_requested()) return refuse(Why::conflict, "Nobody waits for the look-up any more.");
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

// What the list and the history keep of an erasure.
students::CarriedOut StudentRecords::carried_out(const ListedErasure& listed, const std::string& person)
{
    return {listed.id, person, listed.number, line_of(listed)};
}

Result<students::ErasedStudent> StudentRecords::erase(const std::string& identifier, const std::string& by,
                                                      const std::string& reason, const Note& note)
{
    std::unique_lock one(busy_, std::try_to_lock);
    Lease lease(context_);
    if (!one || !lease.taken()) return refuse(Why::conflict, one_at_a_time);
    auto person = context_.database.transact([&](db::Session& db) { return students::pseudonym(db, identifier); });
    if (context_.database.read([&](db::Session& db) { return students::hold_on(db, person).has_value(); }))
        return refuse(Why::conflict, "There is a legal hold on this student. Lift it first.");
    Erasure erasure(context_, students::PersonWords(identifier));
    if (auto found = erasure.find(); !found) return std::unexpected(found.error());
    // First the list: an erasure that is cut off is taken up again at the next start.
    auto listed = to_be_listed(erasure.words(), by);
    list_.add(listed);
    auto erased = erasure.carry_out();
    if (!erased) return std::unexpected(erased.error());
    erased->person = person;
    context_.database.transact([&](db::Session& db) {
        students::note_carried_out(db, carried_out(listed, person));
        students::forget_person(db, person);
        note(db, *erased, erasure.words().without(reason, students::Look::text));
    });
    return *erased;
}

ListedErasure StudentRecords::to_be_listed(const students::PersonWords& words, const std::string& by)
{
    ListedErasure listed{
        random_hex(16), "", by, context_.keys->seal(words.identifier(), students::sealed_about), "", 1};
    listed.sealed_names = context_.keys->seal(json::serialize(json::encode(Called{words.names(), words.personal()})),
                                              students::sealed_about);
    listed.at = context_.database.read([](db::Session& db) { return db.now(); });
    for (const auto& earlier : list_.all().erasures) listed.number = std::max(listed.number, earlier.number + 1);
    return listed;
}

void StudentRecords::erase_again(const ListedErasure& listed)
{
    auto identifier = context_.keys->open(listed.sealed_identifier, students::sealed_about);
    if (!identifier)
        throw Refusal{Why::conflict, "erasures.jsonl in the data folder was sealed with a key that the hub no longer "
                                     "has, so that what was erased could come back. Put the earlier key back as a "
                                     "second line of the setting sealing_keys."};
    students::PersonWords words(*identifier);
    if (auto called = context_.keys->open(listed.sealed_names, students::sealed_about)) {
        auto [names, personal] = json::from_text<Called>(*called);
        for (const auto& name : names) words.learn_name(name);
        for (const auto& value : personal) words.learn_personal(value);
    }
    Erasure erasure(context_, words, true);
    if (auto found = erasure.find(); !found) throw std::move(found.error());
    auto erased = require(erasure.carry_out());
    context_.database.transact([&](db::Session& db) {
        auto person = students::pseudonym(db, *identifier);
        students::note_carried_out(db, carried_out(listed, person));
        students::forget_person(db, person);
        audit::AuditEvent event;
        event.actor = "BatchOps";
        event.action = "student.erase_again";
        event.subject = "student";
        event.detail = fmt::format("{}: {} files, {} reports, {} texts, {} taken away", person, erased.files,
                                   erased.reports, erased.texts, erased.taken_away);
        audit::append(db, std::move(event));
    });
}

std::vector<ListedErasure> StudentRecords::mended_list()
{
    auto read = list_.all();
    std::set<std::string> known;
    for (const auto& erasure : read.erasures) known.insert(erasure.id);
    std::size_t of_database = 0;
    for (const auto& line : context_.database.read([](db::Session& db) { return students::listed(db); }))
        if (auto erasure = erasure_of(line); erasure && known.insert(erasure->id).second) {
            read.erasures.push_back(std::move(*erasure));
            ++of_database;
        }
    auto lacking = static_cast<std::size_t>(read.lacking) + of_database;
    if (lacking > 0) {
        list_.mend(read.erasures);
        say("The list of erasures was older than its copies",
            fmt::format("{} of the list of erasures were missing in one of its places, as after a data folder was "
                        "restored from a backup. They were put back from the other places.",
                        counted(lacking)));
    }
    std::set<std::int64_t> numbers;
    for (const auto& erasure : read.erasures) numbers.insert(erasure.number);
    numbers.erase(0); // of before there were numbers
    auto missing = numbers.empty() ? 0 : static_cast<std::size_t>(*numbers.rbegin()) - numbers.size();
    if (missing > 0)
        say("Erasures are missing from the list",
            fmt::format("The list of erasures has {} entries fewer than were made. Whoever was erased by them may have "
                        "come back with a backup: look for a list that has them (erasures.jsonl in another backup of "
                        "the data folder), or erase these students again.",
                        missing));
    return read.erasures;
}

// To the log, the history and the admins; the same thing once.
void StudentRecords::say(const std::string& subject, const std::string& words)
{
    logs::warn("erasure", subject, {{"words", words}});
    context_.database.transact([&](db::Session& db) {
        audit::AuditEvent event;
        event.actor = "BatchOps";
        event.action = "student.list";
        event.subject = "student";
        event.detail = words;
        audit::append(db, std::move(event));
        if (context_.tell_admins) context_.tell_admins(db, words, {subject, words});
    });
}

std::size_t StudentRecords::erase_again()
{
    std::vector<ListedErasure> again;
    for (auto& listed : mended_list())
        if (!context_.database.read([&](db::Session& db) { return students::is_carried_out(db, listed.id); }))
            again.push_back(std::move(listed));
    if (again.empty()) return 0;
    Lease lease(context_);
    if (!lease.taken()) throw Refusal{Why::conflict, one_at_a_time};
    for (const auto& listed : again) erase_again(listed);
    say("What was erased was erased again",
        fmt::format("{} had not been carried out on this database, as after it was restored from a backup. They were "
                    "carried out again.",
                    counted(again.size())));
    return again.size();
}
} // namespace pipeline

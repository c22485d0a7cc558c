#pragma once
// What the page of one incident shows besides the incident itself.
#include "server/incidents/attempt_store.hpp"
#include "server/incidents/incident_store.hpp"
#include "server/runs/masking.hpp"

namespace incidents
{
// The one thing that is to be done.
enum class PrimaryAction {
    answer,
    repair,
    fix_rows,
    send_back,
    approve,
    look,
    send_file,
    open_arrivals,
    open_source,
    acknowledge,
    none
};
BOOST_DESCRIBE_ENUM(PrimaryAction, answer, repair, fix_rows, send_back, approve, look, send_file, open_arrivals,
                    open_source, acknowledge, none)

struct Primary {
    PrimaryAction action = PrimaryAction::none;
    std::string words;
    std::optional<std::int64_t> run_id{};
};
BOOST_DESCRIBE_STRUCT(Primary, (), (action, words, run_id))

struct Choice {
    std::string answer, title;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (answer, title))

// A question that the latest run asks: answered there.
struct Decision {
    std::int64_t run_id = 0;
    std::string code; // engine::Doubt::id
    std::string question;
    std::vector<Choice> alternatives;
};
BOOST_DESCRIBE_STRUCT(Decision, (), (run_id, code, question, alternatives))

// A repair that can be applied to the latest file.
struct RemedyOffer {
    std::int64_t run_id = 0;
    std::string words; // what it does; quotes the file
    runs::Allowed apply{};
};
BOOST_DESCRIBE_STRUCT(RemedyOffer, (), (run_id, words, apply))

struct IncidentMay {
    runs::Allowed work, comment;
};
BOOST_DESCRIBE_STRUCT(IncidentMay, (), (work, comment))

struct IncidentDetail {
    Incident incident{};
    Primary primary{};
    std::optional<std::string> evidence{}; // why it looks like its known error; quotes the file, as the next does
    std::optional<Decision> decision{};
    std::optional<RemedyOffer> remedy{};
    std::optional<std::string> workaround{};
    std::optional<std::string> next_step{}; // of a late file or a place that fails
    std::vector<IncidentKey> why_grouped{};
    std::vector<IncidentPeriod> periods{}; // the newest first
    std::vector<IncidentRef> merged{};
    std::vector<Attempt> attempts{};
    IncidentMay may{};

    using HoldsRowValues = void;
    void hide_from(const runs::Masking&);
};
BOOST_DESCRIBE_STRUCT(IncidentDetail, (),
                      (incident, primary, evidence, workaround, next_step, decision, remedy, why_grouped, periods,
                       merged, attempts, may))
std::optional<runs::Shown<IncidentDetail>> find_detail(db::Session& db, const users::User& who, std::int64_t id);

struct IncidentOccurrence {
    std::int64_t id = 0;
    std::optional<std::int64_t> run_id{};
    std::optional<runs::RunState> run_state{};
    std::optional<reports::StandsAs> report_stands{}; // of the run
    std::string period;
    std::optional<runs::UploadRef> upload{};
    std::string at;
    std::int64_t rows = 0;
    bool stale = false;
    std::vector<engine::Finding> sample{}; // three at most
};
BOOST_DESCRIBE_STRUCT(IncidentOccurrence, (),
                      (id, run_id, run_state, report_stands, period, upload, at, rows, stale, sample))
// Orderings: -run (default).
Result<db::Page<runs::Shown<IncidentOccurrence>>>
list_occurrences(db::Session& db, const users::User& who, const Incident& incident, const db::PageQuery& wanted);

struct Activity {
    std::int64_t id = 0;
    ActivityKind kind = ActivityKind::occurred;
    Actor actor = Actor::system;
    std::optional<users::UserRef> person{};
    std::string words;
    std::optional<std::string> comment{};
    std::optional<std::int64_t> run_id{};
    std::string at;
};
BOOST_DESCRIBE_STRUCT(Activity, (), (id, kind, actor, person, words, comment, run_id, at))
// Orderings: -id (default).
Result<db::Page<Activity>> list_activity(db::Session& db, std::int64_t id, const db::PageQuery& wanted);
} // namespace incidents

#include "server/runs/answer_store.hpp"
#include "engine/contract/choices.hpp"
#include "engine/read/pdf/page_area.hpp"
#include "engine/table/unreadable.hpp"
#include "server/feeds/remembered_store.hpp"
#include "server/runs/decision_store.hpp"

namespace runs
{
namespace
{
struct AnswersRow {
    Answers answers;
    std::optional<users::UserRef> answered_by;
    std::string answered_at;
};
BOOST_DESCRIBE_STRUCT(AnswersRow, (), (answers, answered_by, answered_at))

struct SealedRow {
    std::optional<std::string> sealed_password;
};
BOOST_DESCRIBE_STRUCT(SealedRow, (), (sealed_password))

struct ReadingRow {
    std::optional<Reading> reading;
};
BOOST_DESCRIBE_STRUCT(ReadingRow, (), (reading))

std::optional<AnswersRow> find_row(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        SELECT a.answers, u.id AS answered_by_id, u.name AS answered_by_name, a.answered_at
          FROM run_answers a LEFT JOIN users u ON u.id = a.answered_by_id WHERE a.run_id = $1)sql";
    return db.find<AnswersRow>(sql, run_id);
}

void save(db::Session& db, std::int64_t run_id, const Answers& answers, std::int64_t who)
{
    static constexpr auto sql = R"sql(
        INSERT INTO run_answers (run_id, answers, answered_by_id, answered_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (run_id) DO UPDATE SET answers = $2, answered_by_id = $3, answered_at = $4)sql";
    db.exec(sql, run_id, answers, who, db.now());
}

// What holds for the next files of the source too: how they are written, not what had happened to this one.
engine::Choices lasting_choices(const NewAnswers& answers)
{
    auto choices = answers.choices.value_or(engine::Choices());
    std::erase_if(choices, [](const auto& choice) {
        return choice.first.starts_with("dates:") || choice.first.starts_with("repair:") ||
               choice.first.starts_with("scale:");
    });
    return choices;
}

void remember(db::Session& db, const Run& run, const Answers& all, const NewAnswers& fresh, std::int64_t who)
{
    if (fresh.read) feeds::remember_read(db, run.feed.id, *fresh.read, who);
    if (auto lasting = lasting_choices(fresh); !lasting.empty()) feeds::remember_choices(db, run.feed.id, lasting, who);
    // A layout is known from then on, even where every column was.
    bool layout = fresh.table_is_right.value_or(false);
    if (!layout && (!fresh.columns || fresh.columns->empty())) return;
    auto row = db.find<ReadingRow>("SELECT reading FROM run_results WHERE run_id = $1", run.id);
    if (row && row->reading) feeds::remember_columns(db, run.feed.id, row->reading->signature, all.columns, who);
}

// A choice that the question does not offer, in a sentence.
std::optional<std::string> wrong_choice(const std::vector<engine::Doubt>& doubts, const NewAnswers& answers)
{
    for (const auto& doubt : doubts) {
        auto answer = answers.choices ? engine::chosen(*answers.choices, doubt.what, doubt.about) : std::nullopt;
        if (!answer || doubt.is_answer(*answer)) continue;
        std::string offered;
        for (const auto& one : doubt.alternatives) offered += (offered.empty() ? "" : ", ") + one.answer;
        return doubt.question + " “" + *answer + "” is no answer to that; " + offered + " are.";
    }
    return std::nullopt;
}
} // namespace

json::FieldErrors errors_in(const NewAnswers& answers)
{
    json::FieldErrors errors;
    if (!answers.read && !answers.columns && !answers.choices && !answers.table_is_right && !answers.second_file &&
        !answers.password)
        errors.push_back(
            {"", "must answer something: read, columns, choices, table_is_right, second_file or password"});
    if (answers.password && (answers.password->empty() || answers.password->size() > 1024))
        errors.push_back({"password", "must have 1 to 1,024 bytes"});
    if (!answers.read) return errors;
    auto at_least = [&](const char* name, const std::optional<std::int64_t>& value, std::int64_t least) {
        if (value && (*value < least || *value > 1'000'000))
            errors.push_back({std::string("read.") + name, "must be from " + std::to_string(least) + " to 1,000,000"});
    };
    at_least("header_row", answers.read->header_row, 0);
    at_least("header_rows", answers.read->header_rows, 0);
    at_least("table", answers.read->table, 1);
    if (answers.read->delimiter && answers.read->delimiter->empty())
        errors.push_back({"read.delimiter", "must have a character at least"});
    try {
        engine::pdf::PageArea area(answers.read->area);
    } catch (const engine::Unreadable& refused) {
        errors.push_back({"read.area", refused.what()});
    }
    return errors;
}

Answers answers_with(const Answers& known, const NewAnswers& more)
{
    auto all = known;
    if (more.read) all.read = more.read;
    if (more.table_is_right) all.table_is_right = more.table_is_right;
    if (more.second_file) all.second_file = more.second_file;
    if (more.columns)
        for (const auto& [header, field] : *more.columns) all.columns[header] = field;
    if (more.choices)
        for (const auto& [doubt, answer] : *more.choices) all.choices[doubt] = answer;
    return all;
}

std::vector<engine::Doubt> doubts_of(db::Session& db, std::int64_t run_id)
{
    auto row = db.find<ReadingRow>("SELECT reading FROM run_results WHERE run_id = $1", run_id);
    return row && row->reading ? row->reading->doubts : std::vector<engine::Doubt>();
}

Result<Run> answer(db::Session& db, const users::User& who, std::int64_t id, const NewAnswers& answers,
                   const std::optional<std::string>& sealed_password, const std::string& trace_id)
{
    auto run = run_again(db, who, id, trace_id);
    if (!run) return run;
    if (auto wrong = wrong_choice(doubts_of(db, id), answers)) return refuse(Why::invalid, *wrong);
    auto all = answers_with(answers_of(db, run->id), answers);
    save(db, run->id, all, who.id);
    if (sealed_password) db.exec("UPDATE runs SET sealed_password = $2 WHERE id = $1", run->id, *sealed_password);
    if (answers.remember.value_or(false)) {
        auto parent = *run;
        parent.id = id;
        remember(db, parent, all, answers, who.id);
    }
    return run;
}

Answers answers_of(db::Session& db, std::int64_t run_id)
{
    auto row = find_row(db, run_id);
    return row ? row->answers : Answers();
}

std::optional<RunAnswers> find_answers(db::Session& db, std::int64_t run_id)
{
    auto row = find_row(db, run_id);
    if (!row) return std::nullopt;
    return RunAnswers{row->answers.read, row->answers.columns, row->answers.choices, row->answered_by,
                      row->answered_at};
}

std::optional<std::string> sealed_password_of(db::Session& db, std::int64_t run_id)
{
    auto row = db.find<SealedRow>("SELECT sealed_password FROM runs WHERE id = $1", run_id);
    return row ? row->sealed_password : std::nullopt;
}

void inherit_answers(db::Session& db, std::int64_t parent_id, std::int64_t child_id)
{
    static constexpr auto answers = R"sql(
        INSERT INTO run_answers (run_id, answers, answered_by_id, answered_at)
        SELECT $2, answers, answered_by_id, answered_at FROM run_answers WHERE run_id = $1)sql";
    static constexpr auto password = R"sql(
        UPDATE runs SET sealed_password = (SELECT p.sealed_password FROM runs p WHERE p.id = $1) WHERE id = $2)sql";
    db.exec(answers, parent_id, child_id);
    db.exec(password, parent_id, child_id);
}

void choose(db::Session& db, std::int64_t run_id, const engine::Choices& choices, std::int64_t who)
{
    NewAnswers more;
    more.choices = choices;
    save(db, run_id, answers_with(answers_of(db, run_id), more), who);
}
} // namespace runs

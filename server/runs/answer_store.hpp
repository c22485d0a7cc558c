#pragma once
// Answers to doubts about a file. An answer starts a new run over the same file; a held parent ends with it.
#include "base/json.hpp"
#include "base/result.hpp"
#include "engine/table/doubt.hpp"
#include "server/db/session.hpp"
#include "server/runs/answers.hpp"
#include "server/runs/run.hpp"
#include "server/users/user.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace runs
{
// What is wrong with an answer as such; paths as in the body.
json::FieldErrors errors_in(const NewAnswers& answers);

// What a file's password is sealed for (base/sealing.hpp).
inline constexpr std::string_view sealed_password_about = "password of a file";
// `sealed_password` null keeps the parent's.
Result<Run> answer(db::Session& db, const users::User& who, std::int64_t id, const NewAnswers& answers,
                   const std::optional<std::string>& sealed_password, const std::string& trace_id);

// What the run asked and told about its file.
std::vector<engine::Doubt> doubts_of(db::Session& db, std::int64_t run_id);

// Of this run; those of its parents are in it.
Answers answers_of(db::Session& db, std::int64_t run_id);
// The same with the new ones put over them.
Answers answers_with(const Answers& known, const NewAnswers& more);
std::optional<RunAnswers> find_answers(db::Session& db, std::int64_t run_id);
std::optional<std::string> sealed_password_of(db::Session& db, std::int64_t run_id);

// A run that continues another carries its answers and, while that one waits, its password.
void inherit_answers(db::Session& db, std::int64_t parent_id, std::int64_t child_id);
// These answers for a run that has not begun, whatever it has of others.
void choose(db::Session& db, std::int64_t run_id, const engine::Choices& choices, std::int64_t who);
} // namespace runs

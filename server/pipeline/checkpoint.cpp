#include "server/pipeline/checkpoint.hpp"
#include "base/failpoint.hpp"
#include "base/sha256.hpp"
#include "server/pipeline/objects.hpp"
#include "server/pipeline/open_files.hpp"
#include "server/runs/checkpoint_store.hpp"

namespace pipeline
{
namespace
{
constexpr auto code_version = "prepare-5/" BATCHOPS_VERSION;

struct PrepareInput {
    std::string file_name, file, contract;
    std::vector<engine::Fix> fixes;
    std::vector<std::string> approved;
    std::map<std::string, std::string> references;
    std::map<std::string, std::vector<std::string>> reference_columns;
    std::optional<std::string> previous, history, earlier;
    bool keep_earlier = false;
    runs::Answers answers; // never the password: it says nothing about the content
    std::map<std::string, engine::ColumnAnswers> remembered_columns;
    engine::Choices remembered_choices;
    std::optional<feeds::ReadAnswers> remembered_read;
    std::string code;
};
BOOST_DESCRIBE_STRUCT(PrepareInput, (),
                      (file_name, file, contract, fixes, approved, references, reference_columns, previous, history,
                       earlier, keep_earlier, answers, remembered_columns, remembered_choices, remembered_read, code))

struct PrepareOutput {
    engine::Prepared prepared;
    std::vector<engine::KnownErrorMatch> known_errors;
    std::vector<runs::StoredFile> files;
};
BOOST_DESCRIBE_STRUCT(PrepareOutput, (), (prepared, known_errors, files))

void save_results(db::Session& db, const Work& work)
{
    runs::save_results(db, work.claim.id, work.prepared, work.known_errors);
    runs::save_files(db, work.claim.id, work.files);
    keep_files(work, db);
}
} // namespace

std::string prepare_input_hash(const Work& work)
{
    PrepareInput input{work.claim.file_name,
                       work.claim.sha256,
                       sha256_hex(work.claim.contract_text),
                       work.fixes,
                       work.claim.approved,
                       work.references,
                       work.reference_columns,
                       work.previous,
                       work.history,
                       work.earlier,
                       work.keep_earlier,
                       work.answers,
                       work.memory.columns,
                       work.memory.choices,
                       work.memory.read,
                       code_version};
    return sha256_hex(json::serialize(json::encode(input)));
}

bool take_up_checkpoint(Work& work)
{
    auto found = work.context.database.read([&](db::Session& db) {
        return runs::find_checkpoint(db, work.claim.id, engine::StageName::validate, prepare_input_hash(work),
                                     code_version);
    });
    if (!found || !work.context.storage.is_whole(storage::Kind::made, found->output_sha256)) return false;
    auto document = json::parse(read_all(*work.context.storage.open(storage::Kind::made, found->output_sha256)));
    PrepareOutput output;
    json::FieldErrors errors;
    json::decode(&document, output, "", errors);
    if (!errors.empty()) return false;
    for (const auto& file : output.files)
        if (!work.context.storage.is_whole(storage::Kind::made, file.sha256)) return false;
    work.prepared = std::move(output.prepared);
    work.known_errors = std::move(output.known_errors);
    work.files = std::move(output.files);
    work.commit([&](db::Session& db) {
        save_results(db, work);
        return runs::save_checkpoint(db, work.claim.fence(), work.claim.attempt, engine::StageName::validate, *found);
    });
    return true;
}

void save_checkpoint(Work& work)
{
    auto output = work.context.storage.put(
        std::string_view(json::serialize(json::encode(PrepareOutput{work.prepared, work.known_errors, work.files}))));
    runs::Checkpoint checkpoint{prepare_input_hash(work), output.sha256, output.bytes, code_version};
    work.commit([&](db::Session& db) {
        save_results(db, work);
        keep_object(work.context, db, {storage::Kind::made, output.sha256, output.bytes});
        return runs::save_checkpoint(db, work.claim.fence(), work.claim.attempt, engine::StageName::validate,
                                     checkpoint);
    });
    failpoint("after_checkpoint");
}
} // namespace pipeline

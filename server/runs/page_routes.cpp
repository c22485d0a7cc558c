#include "server/runs/page_routes.hpp"
#include "base/sealing.hpp"
#include "server/db/database.hpp"
#include "server/feeds/remembered_store.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/masking.hpp"
#include "server/runs/run_store.hpp"
#include "server/sandbox/page_pictures.hpp"
#include "server/storage/storage.hpp"
#include "server/uploads/upload_store.hpp"
#include "server/users/caller.hpp"

namespace runs
{
namespace may = http::may;

namespace
{
constexpr int dots_per_inch = 110;
constexpr std::chrono::seconds patience{20};

struct Sent {
    http::Clearance clearance;
    std::string file_name, sha256;
    engine::ReadOptions read;
    std::optional<std::string> sealed_password;
};

Sent require_sent(db::Session& db, const http::Call& call)
{
    auto scope = users::scope_of(call);
    auto run = find(db, scope, call.id());
    if (!run || !run->upload) throw Refusal{Why::not_found, "There is no such run."};
    auto upload = uploads::find(db, scope, run->upload->id).value();
    auto read = answers_of(db, run->id).read;
    if (!read) read = feeds::memory_of(db, run->feed.id).read;
    auto clearance = Masking(users::user_of(call), run->department).hand_out_file();
    return {clearance, upload.file_name, upload.sha256, feeds::options_of(read.value_or(feeds::ReadAnswers())),
            sealed_password_of(db, run->id)};
}

void require_answer(const sandbox::Outcome& outcome)
{
    if (outcome.unreadable) throw Refusal{Why::invalid, outcome.unreadable->message};
    if (!outcome.answered()) throw Refusal{Why::invalid, outcome.message};
}

http::Download show_page(http::Call& call)
{
    auto number = call.id("page");
    auto sent = call.database().read([&](db::Session& db) { return require_sent(db, call); });
    auto file = call.use<storage::Storage>().open(storage::Kind::upload, sent.sha256);
    if (!sandbox::is_pdf(file->descriptor())) throw Refusal{Why::not_found, "This file is no PDF, so it has no pages."};
    sent.read.pages = std::to_string(number);
    if (sent.sealed_password)
        sent.read.password = call.use<SealingKeys>().open(*sent.sealed_password, sealed_password_about);

    auto tables = sandbox::anonymous_file("tables"), places = sandbox::anonymous_file("places");
    sandbox::EngineCall engine;
    engine.deadline = patience;
    engine.stop = call.unwanted;
    engine.job.step = sandbox::EngineStep::extract;
    engine.job.file_name = sent.file_name;
    engine.job.file = file->descriptor();
    engine.job.read = sent.read;
    engine.job.outputs = {{"tables", tables.number()}, {"places", places.number()}};
    require_answer(sandbox::run_engine(engine));

    sandbox::PdfCall pdf;
    pdf.file_name = sent.file_name;
    pdf.file = file->descriptor();
    pdf.read = sent.read;
    pdf.dots_per_inch = dots_per_inch;
    pdf.rectangles = places.number();
    pdf.deadline = patience;
    pdf.stop = call.unwanted;
    std::string picture;
    require_answer(sandbox::page_pictures(pdf, [&](int, std::string_view png) { picture = png; }));
    if (picture.empty()) throw Refusal{Why::not_found, "The file has no such page."};
    return {sent.clearance, "page-" + std::to_string(number) + ".png", "image/png",
            std::make_shared<OwnedBytes>(std::move(picture))};
}

constexpr http::Route routes_of_pages[] = {
    http::get<&show_page>("/api/runs/{id}/pages/{page}", may::read_runs,
                          "Show a page of the PDF that was sent, with the cells found on it")
        .asks_engine()
        .reads("run"),
};
} // namespace

std::span<const http::Route> page_routes() { return routes_of_pages; }
} // namespace runs

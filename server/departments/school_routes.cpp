#include "server/departments/school_routes.hpp"
#include "engine/publish/accent.hpp"
#include "engine/publish/picture.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/departments/school_store.hpp"
#include "server/http/body.hpp"
#include "server/http/list.hpp"
#include "server/objects/object_store.hpp"
#include "server/sandbox/descriptor.hpp"
#include "server/sandbox/sent_file.hpp"
#include "server/storage/storage.hpp"
#include <fmt/format.h>

namespace departments
{
namespace may = http::may;

namespace
{
constexpr std::size_t longest_name = 120;
constexpr std::chrono::seconds patience{15};

struct SchoolChoice {
    std::string name, accent;
};
BOOST_DESCRIBE_STRUCT(SchoolChoice, (), (name, accent))

json::FieldErrors errors_in(const SchoolChoice& choice)
{
    json::FieldErrors errors;
    if (choice.name.size() > longest_name) errors.push_back({"name", "must have 120 bytes at most"});
    if (choice.name.find_first_of("\r\n\t") != std::string::npos) errors.push_back({"name", "must be one line"});
    if (choice.accent.empty()) return errors;
    auto accent = engine::read_accent(choice.accent);
    if (!accent)
        errors.push_back({"accent", "must be a colour such as #4338ca"});
    else if (auto contrast = engine::contrast_with_white(*accent); contrast < engine::least_contrast)
        errors.push_back(
            {"accent", fmt::format("is too pale: white text on it has a contrast of {:.1f} to 1, and 4.5 is "
                                   "needed to be read",
                                   contrast)});
    return errors;
}

School show_school(http::Call& call) { return school(call.db()); }

School change_school(http::Call& call, SchoolChoice choice)
{
    if (auto errors = errors_in(choice); !errors.empty()) throw http::Stop(http::invalid(errors, false));
    choose(call.db(), choice.name, choice.accent);
    audit::note(call.db(), call, "school.change", {"hub", {}, {}}, choice.name + " " + choice.accent);
    return school(call.db());
}

School remove_logo(http::Call& call)
{
    set_logo(call.db(), std::nullopt);
    audit::note(call.db(), call, "school.logo", {"hub", {}, {}}, "removed");
    return school(call.db());
}

http::Download show_logo(http::Call& call)
{
    auto logo = call.database().read([&](db::Session& db) { return school(db).logo; });
    if (!logo) throw Refusal{Why::not_found, "There is no logo."};
    return {http::Clearance::holds_no_rows(), "logo.png", "image/png",
            call.use<storage::Storage>().open(storage::Kind::made, *logo), *logo};
}

// Only what the engine's child has drawn anew is ever kept.
class LogoReceiver final : public http::Receives<School>
{
public:
    explicit LogoReceiver(http::Call& call) : call_(call) {}

    void write(std::string_view bytes) override { picture_.write(bytes); }

    School answer() override
    {
        auto drawn = sandbox::anonymous_file("logo.png");
        sandbox::EngineCall engine;
        engine.deadline = patience;
        engine.stop = call_.unwanted;
        engine.job.step = sandbox::EngineStep::picture;
        engine.job.file_name = "logo";
        engine.job.outputs["logo.png"] = drawn.number();
        picture_.look(std::move(engine));
        auto kept = call_.use<storage::Storage>().put(std::string_view(read_all(FileSource(drawn.number()))));
        return call_.database().transact([&](db::Session& db) {
            objects::keep(db, {storage::Kind::made, kept.sha256, kept.bytes});
            set_logo(db, kept.sha256);
            audit::note(db, call_, "school.logo", {"hub", {}, {}}, kept.sha256);
            return school(db);
        });
    }

private:
    http::Call& call_;
    sandbox::SentFile picture_{"The picture", engine::picture_bytes};
};

std::unique_ptr<http::Receives<School>> receive_logo(http::Call& call) { return std::make_unique<LogoReceiver>(call); }

constexpr http::Route routes_of_school[] = {
    http::get<&show_school>("/api/school", may::read_departments, "Show the school's name, and how its reports look"),
    http::post<&change_school>("/api/school", may::manage_system, "Choose the school's name and accent colour"),
    http::get<&show_logo>("/api/school/logo", may::read_departments, "Download the school's logo").by_hand(),
    http::post<&receive_logo>("/api/school/logo", may::manage_system, "Send the school's logo (PNG or JPEG)")
        .asks_engine(),
    http::post<&remove_logo>("/api/school/logo/remove", may::manage_system, "Take the logo away"),
};
} // namespace

std::span<const http::Route> school_routes() { return routes_of_school; }
} // namespace departments

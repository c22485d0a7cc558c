#include "server/feeds/new_feed_routes.hpp"
#include "base/utf8.hpp"
#include "engine/contract/write.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/departments/department_store.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/feeds/trials.hpp"
#include "server/runs/masking.hpp"
#include "server/storage/storage.hpp"
#include "server/users/caller.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace feeds
{
namespace may = http::may;

namespace
{
constexpr std::size_t most_samples = 10;

struct SampleQuery {
    std::optional<std::string> file_name;
};
BOOST_DESCRIBE_STRUCT(SampleQuery, (), (file_name))

// Takes a good file in. It is looked at only together with the others, in the engine's child.
class SampleReceiver final : public http::Receives<http::Created<Sample>>
{
public:
    SampleReceiver(http::Call& call, std::string file_name)
        : call_(call), file_name_(std::move(file_name)), incoming_(call.use<storage::Storage>().receive())
    {
    }

    void named(std::string_view name) override
    {
        if (!call_.query.contains("file_name")) file_name_ = as_utf8(name);
    }
    void write(std::string_view bytes) override { incoming_->write(bytes); }

    http::Created<Sample> answer() override
    {
        if (incoming_->bytes() == 0)
            throw Refusal{Why::invalid,
                          fmt::format("“{}” is empty. Export it again and check that it holds rows.", file_name_)};
        auto stored = incoming_->keep();
        auto sample = call_.database().transact([&](db::Session& db) {
            auto made = insert_sample(db, file_name_, stored.sha256, stored.bytes, call_.caller().id);
            audit::note(db, call_, "sample.accept", {"sample", made.id, {}}, made.sha256);
            return made;
        });
        incoming_->accepted();
        return {sample};
    }

private:
    http::Call& call_;
    std::string file_name_;
    std::unique_ptr<storage::Incoming> incoming_;
};

std::unique_ptr<http::Receives<http::Created<Sample>>> receive_sample(http::Call& call, SampleQuery query)
{
    auto name = query.file_name.value_or("good-file");
    name = name.substr(name.find_last_of("/\\") + 1);
    return std::make_unique<SampleReceiver>(call, name.empty() ? "good-file" : std::string(cut_utf8(name, 255)));
}

struct NewFeed {
    std::vector<std::int64_t> sample_ids;
    std::int64_t department_id = 0;
    std::optional<std::string> title{}; // of the regular file; otherwise from the names of the files
};
BOOST_DESCRIBE_STRUCT(NewFeed, (), (sample_ids, department_id, title))

struct ProposedFeed {
    std::int64_t feed_id = 0;
    Draft draft;
    std::vector<engine::Notice> notices; // what a person should look at
};
BOOST_DESCRIBE_STRUCT(ProposedFeed, (), (feed_id, draft, notices))

// Letters and digits of ASCII, words joined by hyphens; empty where a title has none.
std::string key_from(std::string_view title)
{
    std::string key;
    for (char c : title) {
        auto lower = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        bool fits = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
        if (fits)
            key += lower;
        else if (!key.empty() && key.back() != '-')
            key += '-';
    }
    while (key.ends_with('-')) key.pop_back();
    return key.substr(0, 60);
}

// A key that no feed has: the wanted one, or with a number behind it.
std::string free_key(db::Session& db, const std::string& wanted)
{
    auto key = wanted;
    for (int i = 2; find_rules(db, users::Scope::everything(), key); ++i) key = fmt::format("{}-{}", wanted, i);
    return key;
}

struct Wanted {
    std::vector<Sample> samples;
    departments::DepartmentRef department;
};

Wanted require_wanted(db::Session& db, const http::Call& call, const NewFeed& input)
{
    if (input.sample_ids.empty() || input.sample_ids.size() > most_samples)
        throw http::Stop(http::invalid({{"sample_ids", fmt::format("must be 1 to {} files", most_samples)}}, false));
    auto samples = samples_of(db, input.sample_ids, call.caller().id);
    if (samples.size() != input.sample_ids.size())
        throw Refusal{Why::not_found, "A file is no longer here. Add it again; good files wait for a day."};
    auto department = departments::find(db, users::scope_of(call), input.department_id);
    if (!department) throw http::Stop(http::invalid({{"department_id", "is no department"}}, false));
    return {std::move(samples), {department->id, department->key, department->name}};
}

// The text of the rules with the names that the person chose, the notices still above it.
std::string named_text(db::Session& db, const InferredRules& rules, const NewFeed& input, const Wanted& wanted)
{
    auto contract = engine::parse_contract(rules.text, "file rules");
    auto title = input.title.value_or("");
    if (!title.empty()) contract.title = contract.report.title = title;
    auto key = key_from(title);
    contract.feed = free_key(db, key.empty() ? contract.feed : key);
    contract.department = wanted.department.key;
    std::vector<std::string> comments;
    for (const auto& notice : rules.notices) comments.push_back("Please look: " + notice.message);
    return engine::write_contract(contract, comments);
}

http::Created<runs::Shown<ProposedFeed>> propose_feed(http::Call& call, NewFeed input)
{
    auto wanted = call.database().read([&](db::Session& db) { return require_wanted(db, call, input); });
    auto rules = require(call.use<Trials>().infer(wanted.samples, call.unwanted));
    try {
        auto made = call.database().transact([&](db::Session& db) {
            NewDraft draft{named_text(db, rules, input, wanted), "From good files", {}};
            auto id = require(insert_with_draft(db, draft, call.caller().id));
            give_samples(db, wanted.samples, id);
            audit::note(db, call, "feed.propose", {"feed", id, wanted.department.id},
                        fmt::format("from {} files", wanted.samples.size()));
            return ProposedFeed{id, find_draft(db, users::Scope::everything(), id).value(), rules.notices};
        });
        return {runs::Masking(users::user_of(call), wanted.department).hand_out(std::move(made))};
    } catch (const engine::ContractErrors& errors) {
        refuse_contract(errors);
    }
}

constexpr http::Route routes_of_new_feeds[] = {
    http::post<&receive_sample>("/api/samples", may::write_feeds, "Send a good file that a regular file begins with"),
    http::post<&propose_feed>("/api/feeds/from-files", may::write_feeds,
                              "Propose file rules from good files, as the draft of a new regular file")
        .asks_engine(),
};
} // namespace

std::span<const http::Route> new_feed_routes() { return routes_of_new_feeds; }
} // namespace feeds

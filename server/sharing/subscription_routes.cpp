#include "server/sharing/subscription_routes.hpp"
#include "engine/contract/contract.hpp"
#include "server/audit/note.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/http/list.hpp"
#include "server/reports/version_store.hpp"
#include "server/sharing/delivery_store.hpp"
#include "server/sharing/link_store.hpp"
#include "server/sharing/policy.hpp"
#include "server/users/caller.hpp"
#include "server/users/user_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sharing
{
namespace may = http::may;

namespace
{
struct SplitColumn {
    std::string name, title;
};
BOOST_DESCRIBE_STRUCT(SplitColumn, (), (name, title))

struct FeedSharing {
    std::vector<Subscription> subscriptions;
    SharingPolicy policy;
    std::vector<std::string> domains; // outside addresses may be at: what policy and file rules both allow
    std::vector<SplitColumn> columns; // by which rows can be split
    bool personal = true;
    bool may_attach = false;
};
BOOST_DESCRIBE_STRUCT(FeedSharing, (), (subscriptions, policy, domains, columns, personal, may_attach))

struct WantedRecipient {
    std::optional<std::int64_t> person_id;
    std::optional<std::string> email;
    std::optional<std::vector<std::string>> values;
};
BOOST_DESCRIBE_STRUCT(WantedRecipient, (), (person_id, email, values))

// One definition for all recipients: the column once, its values for each of them.
struct SubscriptionDefinition {
    std::vector<WantedRecipient> recipients;
    std::optional<How> how;
    std::optional<std::vector<reports::ReportFormat>> formats;
    std::optional<Occasion> when;
    std::optional<bool> always, skip_empty;
    std::optional<std::string> column;
};
BOOST_DESCRIBE_STRUCT(SubscriptionDefinition, (), (recipients, how, formats, when, always, skip_empty, column))

struct SubscriptionTerms {
    How how = How::link;
    std::vector<reports::ReportFormat> formats;
    Occasion when = Occasion::publication;
    std::optional<bool> always;
    bool skip_empty = true;
    std::optional<std::string> column;
    std::vector<std::string> values;
};
BOOST_DESCRIBE_STRUCT(SubscriptionTerms, (), (how, formats, when, always, skip_empty, column, values))

struct SubscriptionQuery : http::PageParameters {
    std::optional<std::int64_t> department_id, feed_id;
    std::optional<std::string> search;
    std::optional<SubscriptionState> state;
};
BOOST_DESCRIBE_STRUCT(SubscriptionQuery, (http::PageParameters), (department_id, feed_id, search, state))

// What is known of a feed before anything of it is shared.
struct FeedAtHand {
    feeds::FeedRules feed;
    engine::Contract rules;
    std::vector<SplitColumn> columns;
    bool personal = true;
};

FeedAtHand require_feed(db::Session& db, const http::Call& call, std::int64_t id)
{
    auto feed = feeds::find_rules(db, users::scope_of(call), id);
    if (!feed) throw Refusal{Why::not_found, "There is no such regular file."};
    auto text = feeds::live_text(db, feed->id);
    if (!text) throw Refusal{Why::conflict, "This regular file has no rules in force yet, so it publishes nothing."};
    FeedAtHand found{*feed, engine::parse_contract(*text, feed->key), {}, true};
    const auto& fields = found.rules.schema.fields;
    found.personal = std::ranges::any_of(fields, &engine::Field::personal);
    auto newest = reports::newest_of(db, feed->id);
    if (newest)
        for (const auto& column : reports::columns_of(db, *newest))
            found.columns.push_back({column.name, column.title});
    else if (!found.rules.transform)
        for (const auto& field : fields) found.columns.push_back({field.name, field.title});
    return found;
}

// Problems of one definition, by pointer into the body.
class Checked
{
public:
    Checked(db::Session& db, const FeedAtHand& feed) : db_(db), feed_(feed), policy_(sharing::policy(db)) {}

    void terms(const Terms& wanted)
    {
        if (wanted.how == How::attachment && !may_attach(policy_, feed_.personal))
            say("how",
                policy_.attachments == Attachments::impersonal
                    ? "must be link: this report has people's data, and files of such reports do not go with mails here"
                    : "must be link: files do not go with mails here. An admin can allow that");
        if (wanted.always && wanted.when != Occasion::schedule)
            say("always", "must be false where every new version is sent: there is never one that they have");
        if (wanted.column && !feed_.columns.empty() &&
            std::ranges::find(feed_.columns, *wanted.column, &SplitColumn::name) == feed_.columns.end())
            say("column", "is not a column of the report");
    }
    void values(const std::string& at, const Terms& wanted, const std::vector<std::string>& values)
    {
        if (wanted.column && values.empty()) say(at, "must name the rows that are theirs, by at least one value");
        if (!wanted.column && !values.empty()) say(at, "must be empty where everybody gets every row");
    }
    std::optional<Target> target(const std::string& at, const WantedRecipient& wanted)
    {
        if (wanted.person_id.has_value() == wanted.email.has_value()) return say(at, "must be a person or an address");
        if (wanted.person_id) {
            auto person = users::find(db_, *wanted.person_id);
            if (!person || person->state != users::UserState::active)
                return say(at + ".person_id", "must be somebody whose account is open");
            return target_of(*person);
        }
        auto found = target_of(db_, *wanted.email);
        if (found.user_id) {
            auto person = users::find(db_, *found.user_id);
            if (person && person->state == users::UserState::active) return found;
            return say(at + ".email", "belongs to somebody whose account is not open");
        }
        if (auto words = why_not_outside(policy_, feed_.rules.privacy.recipient_domains, *found.email))
            return say(at + ".email", *words);
        return found;
    }
    std::nullopt_t say(const std::string& at, const std::string& words)
    {
        errors_.push_back({at, words});
        return std::nullopt;
    }
    void require_none() const
    {
        if (!errors_.empty()) throw http::Stop(http::invalid(errors_, false));
    }

private:
    db::Session& db_;
    const FeedAtHand& feed_;
    SharingPolicy policy_;
    json::FieldErrors errors_;
};

std::vector<std::string> without_repeats(std::vector<std::string> values)
{
    std::ranges::sort(values);
    values.erase(std::ranges::unique(values).begin(), values.end());
    return values;
}

std::string words_of(const Subscription& one)
{
    return fmt::format("subscription {} of {}: {}{}", one.id, one.feed.key, one.recipient.email,
                       one.column ? fmt::format(", rows by {}", *one.column) : "");
}

Subscription require_subscription(db::Session& db, const http::Call& call)
{
    auto found = find_subscription(db, users::scope_of(call), call.id());
    if (!found) throw Refusal{Why::not_found, "There is no such subscription."};
    return *found;
}

FeedSharing show_sharing(http::Call& call)
{
    auto& db = call.db();
    auto feed = require_feed(db, call, call.id());
    FeedSharing shown;
    shown.subscriptions = subscriptions_of(db, feed.feed.id);
    shown.policy = policy(db);
    for (const auto& domain : shown.policy.domains)
        if (const auto& narrower = feed.rules.privacy.recipient_domains;
            narrower.empty() || std::ranges::find(narrower, domain) != narrower.end())
            shown.domains.push_back(domain);
    shown.columns = feed.columns;
    shown.personal = feed.personal;
    shown.may_attach = may_attach(shown.policy, feed.personal);
    return shown;
}

http::Listing<Subscription> subscribe_people(http::Call& call, SubscriptionDefinition wanted)
{
    constexpr std::size_t most = 1000;
    auto& db = call.db();
    auto feed = require_feed(db, call, call.id());
    Terms terms{wanted.how.value_or(How::link),
                wanted.formats.value_or(std::vector<reports::ReportFormat>()),
                wanted.when.value_or(Occasion::publication),
                wanted.skip_empty.value_or(true),
                wanted.column,
                wanted.always.value_or(false)};
    Checked checked(db, feed);
    checked.terms(terms);
    if (wanted.recipients.empty() || wanted.recipients.size() > most)
        checked.say("recipients", fmt::format("must have between 1 and {} entries", most));
    std::vector<NewSubscription> all;
    for (std::size_t i = 0; i < std::min(wanted.recipients.size(), most); ++i) {
        auto at = fmt::format("recipients[{}]", i);
        auto values = without_repeats(wanted.recipients[i].values.value_or(std::vector<std::string>()));
        checked.values(at + ".values", terms, values);
        auto target = checked.target(at, wanted.recipients[i]);
        if (!target) continue;
        if (std::ranges::any_of(all, [&](const auto& one) { return one.target.key == target->key; }))
            checked.say(at, "is there twice");
        all.push_back({feed.feed.id, *target, terms, values, call.caller().id});
    }
    checked.require_none();
    http::Listing<Subscription> made;
    for (const auto& one : all)
        made.results.push_back(find_subscription(db, users::scope_of(call), subscribe(db, one)).value());
    for (const auto& one : made.results)
        audit::note(db, call, "subscription.create", {"feed", feed.feed.id, feed.feed.department.id}, words_of(one));
    tell(db, feed.feed.department.id, {feed.feed.id, std::nullopt});
    return made;
}

Subscription change_subscription(http::Call& call, SubscriptionTerms wanted)
{
    auto& db = call.db();
    auto found = require_subscription(db, call);
    auto feed = require_feed(db, call, found.feed.id);
    Terms terms{wanted.how,        wanted.formats, wanted.when,
                wanted.skip_empty, wanted.column,  wanted.always.value_or(found.always)};
    Checked checked(db, feed);
    checked.terms(terms);
    checked.values("values", terms, wanted.values);
    checked.require_none();
    require(change(db, found.id, terms, without_repeats(wanted.values)));
    auto changed = find_subscription(db, users::scope_of(call), found.id).value();
    audit::note(db, call, "subscription.change", {"feed", feed.feed.id, feed.feed.department.id}, words_of(changed));
    tell(db, feed.feed.department.id, {feed.feed.id, std::nullopt});
    return changed;
}

Subscription stop_subscription(http::Call& call)
{
    auto& db = call.db();
    auto found = require_subscription(db, call);
    require(stop(db, found.id, call.caller().id));
    audit::note(db, call, "subscription.stop", {"feed", found.feed.id, found.department.id}, words_of(found));
    tell(db, found.department.id, {found.feed.id, std::nullopt});
    return require_subscription(db, call);
}

http::List<Subscription> list_subscriptions(http::Call& call, SubscriptionQuery query)
{
    SubscriptionFilter filter{query.department_id, query.feed_id, query.search,
                              query.state.value_or(SubscriptionState::active)};
    return http::list_of(call, require(list(call.db(), users::scope_of(call), filter, query.page())));
}

SharingPolicy show_policy(http::Call& call) { return policy(call.db()); }

SharingPolicy save_policy(http::Call& call, SharingPolicy wanted)
{
    json::FieldErrors errors;
    for (std::size_t i = 0; i < wanted.domains.size(); ++i) {
        auto& domain = wanted.domains[i];
        std::ranges::transform(domain, domain.begin(), [](unsigned char c) { return std::tolower(c); });
        if (why_not_outside({{domain}, Attachments::never, true}, {}, "somebody@" + domain))
            errors.push_back({fmt::format("domains[{}]", i), "must be a domain, such as trust.test"});
    }
    if (!errors.empty()) throw http::Stop(http::invalid(errors, false));
    wanted.domains = without_repeats(wanted.domains);
    set_policy(call.db(), wanted);
    audit::note(call.db(), call, "sharing.policy", {"hub", {}, {}},
                fmt::format("domains: {}; attachments: {}; links: {}", fmt::join(wanted.domains, ", "),
                            json::enum_text(wanted.attachments), wanted.links ? "on" : "off"));
    return wanted;
}

constexpr http::Route routes_of_subscriptions[] = {
    http::get<&show_sharing>("/api/feeds/{id}/sharing", may::approve,
                             "Show who gets the reports of a regular file, and what may be chosen"),
    http::post<&subscribe_people>("/api/feeds/{id}/subscriptions", may::approve,
                                  "Let people get the reports of a regular file, all their rows or the own ones"),
    http::post<&change_subscription>("/api/subscriptions/{id}/change", may::approve, "Change what somebody gets"),
    http::post<&stop_subscription>("/api/subscriptions/{id}/stop", may::approve,
                                   "Send somebody no more reports of a regular file"),
    http::get<&list_subscriptions>("/api/subscriptions", may::approve, "List who gets what"),
    http::get<&show_policy>("/api/sharing/policy", may::approve, "Show what may leave the school"),
    http::post<&save_policy>("/api/sharing/policy", may::manage_system, "Say what may leave the school"),
};
} // namespace

std::span<const http::Route> subscription_routes() { return routes_of_subscriptions; }
} // namespace sharing

#include "server/sources/web.hpp"
#include "base/sha256.hpp"
#include <algorithm>
#include <boost/url.hpp>
#include <charconv>
#include <date/date.h>
#include <fmt/format.h>
#include <set>
#include <sstream>

namespace sources
{
namespace
{
constexpr std::size_t most_addresses = 50, longest_address = 2000, longest_user = 200, longest_mark = 200,
                      longest_name = 255;
constexpr std::string_view by_etag = "etag ", by_time = "modified ", by_content = "sha256 ";

std::string header(const outgoing::Answer& answer, const char* name)
{
    auto found = answer.headers.find(name);
    return found == answer.headers.end() ? "" : found->second;
}

// "https://school.test:8443", of what is an address.
std::optional<std::string> server_in(const std::string& address)
{
    auto url = boost::urls::parse_uri(address);
    if (!url || (url->scheme() != "https" && url->scheme() != "http") || url->host().empty()) return std::nullopt;
    return fmt::format("{}://{}", std::string(url->scheme()), std::string(url->encoded_host_and_port()));
}

// For people: what follows a question mark may be a secret.
std::string shown(const std::string& address)
{
    constexpr std::size_t longest = 200;
    auto plain = address.substr(0, address.find_first_of("?#"));
    return plain.size() > longest ? plain.substr(0, longest) + "…" : plain;
}

std::string known_by(const std::string& address) { return sha256_hex(address).substr(0, 32); }

std::optional<std::int64_t> length_in(const outgoing::Answer& answer)
{
    auto text = header(answer, "content-length");
    std::int64_t length = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (text.empty() || failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return length;
}

std::optional<Instant> changed_in(const outgoing::Answer& answer)
{
    std::istringstream text(header(answer, "last-modified"));
    date::sys_seconds read;
    text >> date::parse("%a, %d %b %Y %H:%M:%S GMT", read);
    if (text.fail()) return std::nullopt;
    return Instant(read.time_since_epoch());
}

// A state that can be kept and asked for again. Of any other the content says it.
bool is_mark(const std::string& text)
{
    return !text.empty() && text.size() <= longest_mark &&
           std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

// What its server says of its state; empty: nothing.
std::string mark_in(const outgoing::Answer& answer)
{
    if (auto etag = header(answer, "etag"); is_mark(etag)) return std::string(by_etag) + etag;
    auto time = header(answer, "last-modified");
    return is_mark(time) ? fmt::format("{}{}", by_time, time) : "";
}

// The newest that was seen there.
const Item* seen_at(const std::string& address, const Known& known)
{
    auto prefix = known_by(address) + "|";
    const Item* newest = nullptr;
    for (auto item = known.items.lower_bound(prefix); item != known.items.end(); ++item) {
        if (!item->first.starts_with(prefix)) break;
        if (!newest || item->second.id > newest->id) newest = &item->second;
    }
    return newest;
}

std::string words_for(const outgoing::Answer& answer, const std::string& address)
{
    auto where = shown(address);
    auto status = answer.status;
    if (status == 401 || status == 403)
        return fmt::format("{} does not let BatchOps in ({}). Check the user and the password, or the token.", where,
                           status);
    if (status == 404 || status == 410) return fmt::format("There is no file at {} ({}).", where, status);
    if (status == 429) return fmt::format("{} is asked too often ({}). Plan the pick-up less often.", where, status);
    if (status >= 500)
        return fmt::format("The server of {} has a fault of its own ({}). Ask whoever runs it.", where, status);
    return fmt::format("{} answers with the number {} and not with a file.", where, status);
}

void require_file(const outgoing::Answer& answer, const std::string& address)
{
    if (answer.status < 200 || answer.status >= 300) throw PlaceFails(words_for(answer, address));
    if (header(answer, "content-type").starts_with("text/html"))
        throw PlaceFails(fmt::format("At {} there is a web page and not a file. Is it the address of the file itself, "
                                     "and does it ask for a sign-in?",
                                     shown(address)));
}

// It may answer late, or not at all.
outgoing::Answer ask(const outgoing::Client& client, const outgoing::Request& request)
{
    try {
        return client.ask(request);
    } catch (const outgoing::Unreachable& error) {
        throw PlaceFails(fmt::format("{} cannot be read: {}.", shown(request.url), error.what()));
    }
}
} // namespace

json::FieldErrors errors_in_web(const SourceInput& input)
{
    json::FieldErrors errors;
    if (!input.place.http) return {{"place.http", "Say at which address the file is."}};
    const auto& [addresses, sign_in, user] = *input.place.http;
    if (addresses.empty() || addresses.size() > most_addresses)
        return {{"place.http.addresses", "Give an address, or up to 50."}};
    std::set<std::string> servers, each;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        auto at = fmt::format("place.http.addresses[{}]", i);
        auto server = server_in(addresses[i]);
        auto url = boost::urls::parse_uri(addresses[i]);
        if (!server || addresses[i].size() > longest_address)
            errors.push_back({at, "Give the address of a file, such as https://school.test/export/fees.csv."});
        else if (url->has_userinfo())
            errors.push_back(
                {at, "Leave the user and the password out of the address: they have fields of their own."});
        else if (!each.insert(addresses[i]).second)
            errors.push_back({at, "This address is in the list already."});
        if (server) servers.insert(*server);
    }
    if (sign_in != WebSignIn::none && servers.size() > 1)
        errors.push_back({"place.http.addresses",
                          "With a sign-in all addresses must be of one server. Make a place for "
                          "each server."});
    bool named = user && !user->empty();
    if (sign_in == WebSignIn::password &&
        (!named || user->size() > longest_user || !is_one_line(*user) || user->find(':') != std::string::npos))
        errors.push_back({"place.http.user", "Give the user to sign in with; it has no colon."});
    if (sign_in != WebSignIn::password && named)
        errors.push_back({"place.http.user", "A user belongs to a sign-in with a password."});
    if (input.after != AfterCare::keep) errors.push_back({"after", "Files at a web address stay where they are."});
    return errors;
}

std::string web_sent_to(const WebPlace& place)
{
    if (place.sign_in == WebSignIn::none || place.addresses.empty()) return "";
    return fmt::format("{} {} {}", json::enum_text(place.sign_in), server_in(place.addresses.front()).value_or(""),
                       place.user.value_or(""));
}

Web::Web(WebPlace place, const Secrets& secrets, const Reach& reach, std::function<void()> breathe)
    : place_(std::move(place)), client_(reach.addresses), longest_(reach.longest), most_bytes_(reach.most_bytes),
      breathe_(std::move(breathe))
{
    if (place_.sign_in == WebSignIn::none) return;
    if (!secrets.password) throw PlaceFails("The password or token of the place is not there. Type it once more.");
    sign_in_ = {place_.sign_in == WebSignIn::password ? place_.user.value_or("") : "", *secrets.password};
}

outgoing::Request Web::request(const std::string& address) const
{
    outgoing::Request request{
        .url = address, .sign_in = sign_in_, .redirects = 5, .longest = longest_, .breathe = breathe_};
    request.headers["User-Agent"] = "BatchOps";
    return request;
}

Found Web::look_at(const std::string& address, const Item* before, std::chrono::steady_clock::time_point until)
{
    auto left = std::chrono::duration_cast<std::chrono::seconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) throw PlaceFails(fmt::format("There was no time left to look at {}.", shown(address)));
    auto asked = request(address);
    asked.longest = left;
    std::string known_mark = before ? before->identity.substr(before->identity.find('|') + 1) : "";
    if (known_mark.starts_with(by_etag)) asked.headers["If-None-Match"] = known_mark.substr(by_etag.size());
    if (known_mark.starts_with(by_time)) asked.headers["If-Modified-Since"] = known_mark.substr(by_time.size());

    Found found;
    found.where = known_by(address);
    Sha256 hash;
    bool read = false;
    asked.wants = [&](const outgoing::Answer& head) {
        require_file(head, address);
        read = mark_in(head).empty() || !length_in(head);
        return read;
    };
    asked.take = [&](std::string_view bytes) {
        hash.add(bytes);
        found.bytes += static_cast<std::int64_t>(bytes.size());
        if (found.bytes > most_bytes_)
            throw PlaceFails(fmt::format("The file at {} is larger than files may be here.", shown(address)));
    };
    auto answer = ask(client_, asked);
    if (answer.status == 304 && before && !known_mark.empty()) {
        found.name = before->name;
        found.bytes = before->bytes;
        found.mark = known_mark;
        found.changed = changed_in(answer);
        return found;
    }
    require_file(answer, address);
    found.name = web_name(address, header(answer, "content-disposition"));
    if (found.name.size() > longest_name)
        throw PlaceFails(fmt::format("The name that {} gives its file is longer than 255 letters. Ask whoever runs it "
                                     "for a shorter one.",
                                     shown(address)));
    found.changed = changed_in(answer);
    found.mark = mark_in(answer);
    if (!read) found.bytes = length_in(answer).value_or(0);
    if (found.mark.empty()) found.mark = std::string(by_content) + hash.hex();
    return found;
}

Listing Web::list(const Known& known)
{
    Listing listing;
    auto until = std::chrono::steady_clock::now() + longest_;
    std::set<std::string> names;
    for (const auto& address : place_.addresses) {
        breathe_();
        try {
            auto found = look_at(address, seen_at(address, known), until);
            auto name = found.name;
            for (int number = 2; !names.insert(found.name).second; ++number) found.name = numbered(name, number);
            listing.found.push_back(std::move(found));
        } catch (const PlaceFails& fails) {
            if (!listing.lacking) listing.lacking = fails.message;
        }
    }
    if (listing.found.empty() && listing.lacking) throw PlaceFails(*listing.lacking);
    return listing;
}

void Web::fetch(const Found& file, const std::function<void(std::string_view)>& take)
{
    auto address = std::ranges::find(place_.addresses, file.where, known_by);
    if (address == place_.addresses.end()) throw Refusal{Why::not_found, "Its address has been taken out."};
    auto asked = request(*address);
    Sha256 hash;
    bool by_hash = file.mark.starts_with(by_content);
    auto require_same = [&](const outgoing::Answer& answer) {
        require_file(answer, *address);
        if (!by_hash && mark_in(answer) != file.mark) throw Refusal{Why::conflict, changed_words};
        return true;
    };
    asked.wants = require_same;
    asked.take = [&](std::string_view bytes) {
        hash.add(bytes);
        take(bytes);
    };
    require_same(ask(client_, asked));
    if (by_hash && hash.hex() != file.mark.substr(by_content.size())) throw Refusal{Why::conflict, changed_words};
}
} // namespace sources

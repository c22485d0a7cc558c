#include "server/sources/sftp.hpp"
#include "base/ids.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace sources
{
namespace
{
constexpr std::size_t longest = 255, longest_folder = 1000;
constexpr std::chrono::seconds longest_question{20};

bool is_plain(const std::string& text, std::size_t most)
{
    return !text.empty() && text.size() <= most && is_one_line(text);
}

bool is_host(const std::string& text)
{
    constexpr std::string_view more = ".-_:";
    return is_plain(text, longest) && std::ranges::all_of(text, [&](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || more.contains(c);
           });
}

bool is_host_key(const std::string& text)
{
    auto at = text.find(" SHA256:");
    return is_plain(text, 120) && at != std::string::npos && at > 0 && text.size() > at + 40;
}

Found found_of(const outgoing::SftpEntry& entry)
{
    return {entry.name, entry.bytes, Instant(std::chrono::seconds(entry.changed)), {}, {}};
}
} // namespace

json::FieldErrors errors_in_sftp(const SourceInput& input)
{
    json::FieldErrors errors;
    if (!input.place.sftp) return {{"place.sftp", "Say on which server the files are."}};
    const auto& [host, port, user, sign_in, folder, host_key] = *input.place.sftp;
    if (!is_host(host))
        errors.push_back({"place.sftp.host", "Give the name of the server, such as files.school.test."});
    if (port < 1 || port > 65535) errors.push_back({"place.sftp.port", "Give a port, most often 22."});
    if (!is_plain(user, longest)) errors.push_back({"place.sftp.user", "Give the user to sign in with."});
    if (!is_plain(folder, longest_folder))
        errors.push_back({"place.sftp.folder", "Give the folder on the server, such as /exports."});
    if (!is_host_key(host_key))
        errors.push_back({"place.sftp.host_key", "Ask the server for its fingerprint first, and compare it with what "
                                                 "its operator says."});
    return errors;
}

std::string sftp_sent_to(const SftpPlace& place)
{
    return fmt::format("sftp {} {} {} {}", json::enum_text(place.sign_in), place.host, place.port, place.user);
}

std::string host_key_of(const std::string& host, std::int64_t port, const Reach& reach)
{
    try {
        return outgoing::SftpClient(host, static_cast<std::uint16_t>(port), reach.addresses, "", longest_question)
            .host_key();
    } catch (const outgoing::Unreachable& error) {
        throw PlaceFails(fmt::format("{} cannot be reached: {}.", host, error.what()));
    }
}

Sftp::Sftp(SftpPlace place, Secrets secrets, const Reach& reach, std::function<void()> breathe)
    : place_(std::move(place)), secrets_(std::move(secrets)), reach_(reach), breathe_(std::move(breathe))
{
    bool by_key = place_.sign_in == SshSignIn::key;
    if (by_key ? !secrets_.private_key : !secrets_.password)
        throw PlaceFails(
            fmt::format("The {} of the place is not there. Give it once more.", by_key ? "private key" : "password"));
}

// What the server does wrong, in words.
template <class Work> auto Sftp::there(Work work)
{
    try {
        if (client_) client_->allow(reach_.longest);
        return work();
    } catch (const outgoing::Unreachable& error) {
        client_.reset();
        throw PlaceFails(fmt::format("{} cannot be reached: {}.", place_.host, error.what()));
    }
}

outgoing::SftpClient& Sftp::client()
{
    breathe_();
    if (client_) return *client_;
    auto made = std::make_unique<outgoing::SftpClient>(place_.host, static_cast<std::uint16_t>(place_.port),
                                                       reach_.addresses, place_.host_key, reach_.longest, breathe_);
    if (auto shown = made->host_key(); shown != place_.host_key)
        throw OtherKey(fmt::format("{} shows another key than the one that was found right: {} in place of {}. It may "
                                   "have been set up anew, or another computer may stand in its place. Nothing was "
                                   "sent to it. Ask its operator, then confirm its fingerprint again.",
                                   place_.host, shown, place_.host_key));
    bool by_key = place_.sign_in == SshSignIn::key;
    breathe_();
    try {
        made->sign_in({place_.user, secrets_.password.value_or(""), by_key ? secrets_.private_key.value_or("") : ""});
    } catch (const outgoing::SftpFault& fault) {
        throw PlaceFails(fmt::format("Signing in to {} as {} fails: {}.", place_.host, place_.user, fault.what()));
    }
    client_ = std::move(made);
    return *client_;
}

std::string Sftp::path_of(const std::string& name) const
{
    return place_.folder.ends_with('/') ? place_.folder + name : place_.folder + "/" + name;
}

Listing Sftp::list(const Known&)
{
    Listing listing;
    there([&] {
        try {
            client().list(place_.folder, [&](const outgoing::SftpEntry& entry) {
                if (entry.name.find('/') != std::string::npos) return true; // no name of a file
                if (listing.found.size() == most_files) {
                    listing.lacking = too_many_words;
                    return false;
                }
                listing.found.push_back(found_of(entry));
                return true;
            });
        } catch (const outgoing::SftpFault& fault) {
            throw PlaceFails(
                fmt::format("The folder {} of {} cannot be listed: {}.", place_.folder, place_.host, fault.what()));
        }
    });
    std::ranges::sort(listing.found, {}, &Found::name);
    auto twice = std::ranges::unique(listing.found, {}, &Found::name);
    listing.found.erase(twice.begin(), twice.end());
    return listing;
}

bool Sftp::is_still(const Found& file, const std::string& name)
{
    auto now = client().look_at(path_of(name));
    return now && now->bytes == file.bytes && Instant(std::chrono::seconds(now->changed)) == file.changed;
}

void Sftp::fetch(const Found& file, const std::function<void(std::string_view)>& take)
{
    std::int64_t taken = 0;
    there([&] {
        try {
            if (!is_still(file, file.name)) throw Refusal{Why::conflict, changed_words};
            client().read(path_of(file.name), [&](std::string_view bytes) {
                taken += static_cast<std::int64_t>(bytes.size());
                if (taken > file.bytes) throw Refusal{Why::conflict, changed_words};
                take(bytes);
            });
            if (taken != file.bytes || !is_still(file, file.name)) throw Refusal{Why::conflict, changed_words};
        } catch (const outgoing::SftpFault& fault) {
            throw Refusal{Why::unavailable, fmt::format("The file cannot be read: {}.", fault.what())};
        }
    });
}

void Sftp::move_to_taken(const Found& file)
{
    there([&] {
        try {
            if (!is_still(file, file.name)) return;
            client().make_folder(path_of("taken"));
            auto name = file.name;
            for (int number = 2; number < 1000; ++number) {
                if (client().rename(path_of(file.name), path_of("taken/" + name))) return;
                name = numbered(file.name, number);
            }
            throw outgoing::SftpFault("too many files of its name are there");
        } catch (const outgoing::SftpFault& fault) {
            throw Refusal{Why::unavailable,
                          fmt::format("The file cannot be moved to the folder “taken”: {}.", fault.what())};
        }
    });
}

void Sftp::remove(const Found& file)
{
    there([&] {
        try {
            if (!is_still(file, file.name)) return;
            // Another may take its name at any time: what is deleted is what was put aside and looked at.
            auto aside = fmt::format(".batchops-{}.tmp", random_hex(8));
            if (!client().rename(path_of(file.name), path_of(aside))) return;
            bool same = is_still(file, aside);
            std::exception_ptr refused;
            try {
                if (same) client().remove(path_of(aside));
            } catch (const outgoing::SftpFault&) {
                refused = std::current_exception();
            }
            if ((!same || refused) && !client().rename(path_of(aside), path_of(file.name)))
                throw outgoing::SftpFault("its name was given away meanwhile, and it lies there as “" + aside + "”");
            if (refused) std::rethrow_exception(refused);
        } catch (const outgoing::SftpFault& fault) {
            throw Refusal{Why::unavailable, fmt::format("The file cannot be deleted: {}.", fault.what())};
        }
    });
}
} // namespace sources

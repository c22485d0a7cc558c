#include "server/storage/s3_words.hpp"
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <curl/curl.h>
#include <fmt/format.h>

namespace storage
{
std::string element(std::string_view xml, std::string_view name)
{
    auto open = fmt::format("<{}>", name);
    auto at = xml.find(open);
    if (at == std::string_view::npos) return "";
    at += open.size();
    auto end = xml.find("</", at);
    return end == std::string_view::npos ? "" : std::string(xml.substr(at, end - at));
}

namespace
{
// A setting by its name, or in words where it is none of the hub's.
std::string named(const S3Settings& settings, std::string name)
{
    if (settings.of_hub) return "s3_" + name;
    if (name == "endpoint") return "the address of the server";
    std::ranges::replace(name, '_', ' ');
    return "the " + name;
}
} // namespace

std::string not_allowed_words(const S3Settings& settings)
{
    return fmt::format("{} cannot be reached: its address lies inside the network, and the setting outgoing_allowed "
                       "does not name it.",
                       settings.endpoint);
}

std::string no_answer_words(const S3Settings& settings, int curl_code, const std::string& detail)
{
    switch (curl_code) {
    case CURLE_PEER_FAILED_VERIFICATION:
        return fmt::format("The certificate of {} is not trusted: {}.{}", settings.endpoint, detail,
                           settings.of_hub ? " Name the authority that issued it in s3_ca_file." : "");
    case CURLE_SSL_CACERT_BADFILE:
        return fmt::format("The file {} of s3_ca_file cannot be read: {}.", settings.ca_file, detail);
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return fmt::format("“{}” of {} is no address: expected https://… with the name of the server.",
                           settings.endpoint, named(settings, "endpoint"));
    default:
        return fmt::format("The S3 server at {} does not answer: {}. Check {}, and whether this machine "
                           "reaches it.",
                           settings.endpoint, detail, named(settings, "endpoint"));
    }
}

namespace
{
// "; it is 7 minutes behind" and the like, where the server told its time.
std::string skew_words(const std::string& date)
{
    auto there = curl_getdate(date.c_str(), nullptr);
    if (there < 0) return "";
    auto behind = there - std::time(nullptr);
    return fmt::format(" It is {} s {} the server's.", std::llabs(behind), behind > 0 ? "behind" : "ahead of");
}
} // namespace

std::string refusal_words(const S3Settings& settings, const S3Answer& answer, const std::string& date)
{
    auto code = element(answer.body, "Code");
    auto said = element(answer.body, "Message");
    auto region = element(answer.body, "Region");
    if (code == "NoSuchBucket")
        return fmt::format("There is no bucket “{}” at {}. Make it, or correct {}.", settings.bucket, settings.endpoint,
                           named(settings, "bucket"));
    if (code == "InvalidAccessKeyId")
        return fmt::format("{} does not know the access key {}. Correct {}.", settings.endpoint, settings.access_key,
                           named(settings, "access_key"));
    if (code == "SignatureDoesNotMatch")
        return fmt::format("{} does not take the signature: {} does not belong to the access key {}.",
                           settings.endpoint, named(settings, "secret_key"), settings.access_key);
    if (code == "RequestTimeTooSkewed" || code == "RequestExpired")
        return fmt::format("The clock of this machine is too far from that of {}.{} Set the clock, best by NTP.",
                           settings.endpoint, skew_words(date));
    if (code == "AuthorizationHeaderMalformed" || code == "PermanentRedirect" || code == "TemporaryRedirect" ||
        code == "IllegalLocationConstraintException" || answer.status == 301 || answer.status == 307)
        return fmt::format("The bucket “{}” is not in the region {}.{} Correct {}.", settings.bucket, settings.region,
                           region.empty() ? "" : fmt::format(" It is in {}.", region), named(settings, "region"));
    if (code == "AccessDenied" || answer.status == 403)
        return fmt::format("{} does not let the access key {} use the bucket “{}”. Allow it to list the bucket, and to "
                           "get, put and delete its objects; check {} and the clock too.",
                           settings.endpoint, settings.access_key, settings.bucket, named(settings, "secret_key"));
    if (answer.status == 404)
        return fmt::format("There is no bucket “{}” at {}. Make it, or correct {}.", settings.bucket, settings.endpoint,
                           named(settings, "bucket"));
    return fmt::format("The S3 server at {} answered {}{}{}. Look into its log.", settings.endpoint, answer.status,
                       code.empty() ? "" : " " + code, said.empty() ? "" : ": " + said);
}
} // namespace storage

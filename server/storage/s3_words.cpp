#include "server/storage/s3_words.hpp"
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

std::string no_answer_words(const S3Settings& settings, int curl_code, const std::string& detail)
{
    switch (curl_code) {
    case CURLE_PEER_FAILED_VERIFICATION:
        return fmt::format("The certificate of {} is not trusted: {}. Name the authority that issued it in s3_ca_file.",
                           settings.endpoint, detail);
    case CURLE_SSL_CACERT_BADFILE:
        return fmt::format("The file {} of s3_ca_file cannot be read: {}.", settings.ca_file, detail);
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return fmt::format("“{}” of s3_endpoint is no address: expected https://… with the name of the server.",
                           settings.endpoint);
    default:
        return fmt::format("The S3 server at {} does not answer: {}. Check s3_endpoint, and whether this machine "
                           "reaches it.",
                           settings.endpoint, detail);
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
        return fmt::format("There is no bucket “{}” at {}. Make it, or correct s3_bucket.", settings.bucket,
                           settings.endpoint);
    if (code == "InvalidAccessKeyId")
        return fmt::format("{} does not know the access key {}. Correct s3_access_key.", settings.endpoint,
                           settings.access_key);
    if (code == "SignatureDoesNotMatch")
        return fmt::format("{} does not take the signature: s3_secret_key does not belong to the access key {}.",
                           settings.endpoint, settings.access_key);
    if (code == "RequestTimeTooSkewed" || code == "RequestExpired")
        return fmt::format("The clock of this machine is too far from that of {}.{} Set the clock, best by NTP.",
                           settings.endpoint, skew_words(date));
    if (code == "AuthorizationHeaderMalformed" || code == "PermanentRedirect" || code == "TemporaryRedirect" ||
        code == "IllegalLocationConstraintException" || answer.status == 301 || answer.status == 307)
        return fmt::format("The bucket “{}” is not in the region {}.{} Correct s3_region.", settings.bucket,
                           settings.region, region.empty() ? "" : fmt::format(" It is in {}.", region));
    if (code == "AccessDenied" || answer.status == 403)
        return fmt::format("{} does not let the access key {} use the bucket “{}”. Allow it to list the bucket, and to "
                           "get, put and delete its objects; check s3_secret_key and the clock too.",
                           settings.endpoint, settings.access_key, settings.bucket);
    if (answer.status == 404)
        return fmt::format("There is no bucket “{}” at {}. Make it, or correct s3_bucket.", settings.bucket,
                           settings.endpoint);
    return fmt::format("The S3 server at {} answered {}{}{}. Look into its log.", settings.endpoint, answer.status,
                       code.empty() ? "" : " " + code, said.empty() ? "" : ": " + said);
}
} // namespace storage

#include "server/http/reply.hpp"
#include "server/db/error.hpp"
#include "server/http/query.hpp"
#include <algorithm>

namespace http
{
bool Reply::has(std::string_view name) const
{
    return std::ranges::any_of(headers, [&](const auto& header) { return header.first == name; });
}

std::string_view Reply::header(std::string_view name) const
{
    auto found = std::ranges::find(headers, name, &std::pair<std::string, std::string>::first);
    return found == headers.end() ? std::string_view{} : found->second;
}

std::uint64_t Reply::length() const
{
    if (!file) return body.size();
    return bytes.value_or(file->size() - std::min(first_byte, file->size()));
}

Reply json_reply(int status, const json::value& value)
{
    Reply reply;
    reply.status = status;
    reply.body = json::serialize(value);
    return reply;
}

Reply text_reply(int status, std::string text)
{
    Reply reply;
    reply.status = status;
    reply.content_type = "text/plain; charset=utf-8";
    reply.body = std::move(text);
    return reply;
}

Reply download_reply(Download download)
{
    Reply reply;
    reply.content_type = std::move(download.content_type);
    reply.file = std::move(download.bytes);
    reply.set("Content-Disposition", attachment(download.file_name));
    if (!download.sha256.empty()) {
        reply.set("ETag", "\"" + download.sha256 + "\"");
        reply.set("Accept-Ranges", "bytes");
    }
    reply.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
    return reply;
}

Reply problem_reply(Problem problem, const std::string& trace_id)
{
    problem.trace_id = trace_id;
    if (!problem.retry_after && (problem.status == 503 || problem.status == 429)) problem.retry_after = 5;
    auto reply = json_reply(problem.status, json::encode(problem));
    reply.content_type = "application/problem+json";
    if (problem.status == 401) reply.set("WWW-Authenticate", "Token");
    if (problem.retry_after) reply.set("Retry-After", std::to_string(*problem.retry_after));
    return reply;
}

Reply reply_of(std::exception_ptr thrown, const std::string& trace_id, std::string& accident)
{
    try {
        std::rethrow_exception(std::move(thrown));
    } catch (const Refusal& refusal) {
        return problem_reply(problem_of(refusal), trace_id);
    } catch (const Stop& stop) {
        return problem_reply(stop.problem, trace_id);
    } catch (const db::Error& error) {
        accident = error.what();
        if (error.problem() == db::Problem::full)
            return problem_reply(problem_of(507,
                                            "The disk of the database is full. Ask the person who runs BatchOps to "
                                            "free space; nothing was changed."),
                                 trace_id);
        if (error.problem() == db::Problem::busy || error.problem() == db::Problem::unavailable)
            return problem_reply(problem_of(503, "The database does not answer. Try again in a few seconds."),
                                 trace_id);
        if (error.problem() == db::Problem::unique)
            return problem_reply(problem_of(409, "Something of this name, or for the same, is there already; nothing "
                                                 "was changed. Look at the list again."),
                                 trace_id);
        if (error.problem() == db::Problem::foreign_key)
            return problem_reply(problem_of(409, "Something that this goes with is not there, or something still goes "
                                                 "with it; nothing was changed. Load the page again."),
                                 trace_id);
    } catch (const std::exception& error) {
        accident = error.what();
    } catch (...) {
        accident = "an exception of unknown type";
    }
    return problem_reply(
        problem_of(500, "The server met an error it did not expect; nothing was changed. Quote this id "
                        "when you ask for help: " +
                            trace_id),
        trace_id);
}

std::string attachment(std::string_view file_name)
{
    std::string plain;
    for (char c : file_name) {
        bool safe = c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '/';
        plain += safe ? c : '_';
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encoded(file_name);
}
} // namespace http

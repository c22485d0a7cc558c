#pragma once
// The settings of a server, each with its default. A member `port` is also `--port` where the command has it,
// BATCHOPS_PORT, the content of the file that BATCHOPS_PORT_FILE names, the credential `port` of systemd, and `port` in
// batchops.toml in the data folder; the first that is there wins, in this order.
#include <boost/describe.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace app
{
struct Config {
    std::string data = "data";
    std::string role = "all"; // api, worker, scheduler, several with commas between them
    std::string bind = "127.0.0.1";
    std::int64_t port = 8080;             // 0: any free one
    std::string database;                 // postgresql://…; empty: SQLite in the data folder
    std::string redis;                    // redis://… or rediss://…, user and password in it; empty: none
    std::string redis_ca_file;            // authorities to trust instead of the system's
    std::string tls_certificate, tls_key; // PEM files; read anew on SIGHUP
    std::string public_url;               // as people reach it; https:// turns HSTS on
    std::string cors_origins;             // comma-separated
    std::int64_t max_upload_bytes = 512LL << 20;
    std::int64_t uploads_a_day = 1000;            // of one person
    std::int64_t upload_bytes_a_day = 20LL << 30; // of one department
    std::int64_t retention_days = 1095;           // of files whose rules say nothing
    bool links_without_account = false;           // senders without an account may be sent a link
    std::int64_t workers = 2;
    std::int64_t engine_seconds = 600; // of computing, for one file; what a person waits for has 30
    bool demo = true;
    std::string admin_email = "admin@school.test";
    std::string school_name = "Our school";
    bool registration = false; // people may register themselves
    std::string oidc_issuer;   // of the school's identity provider; empty: none
    std::string oidc_client_id, oidc_client_secret;
    std::string oidc_label = "the school account"; // "Sign in with …"
    std::string outgoing_allowed;                  // comma-separated addresses inside that the hub itself may call
    std::string trusted_proxy; // comma-separated addresses of the proxies whose X-Forwarded-For is believed
    std::string metrics_token;
    std::string smtp_url; // smtp://host:587 (STARTTLS) or smtps://host:465; empty: mails stay in the mailbox page
    std::string smtp_user, smtp_password;
    bool smtp_starttls = true; // false: smtp:// without encryption, for a relay on this machine
    std::string smtp_ca_file;  // authorities to trust instead of the system's
    std::string mail_from;     // empty: batchops@ the host of public_url
    std::string sealing_keys;  // one a line, the first seals; empty: sealing.key in the data folder
    std::string s3_endpoint;   // https://… of a server that speaks S3; empty: files lie in the data folder
    std::string s3_bucket, s3_region = "us-east-1", s3_access_key, s3_secret_key;
    std::string s3_ca_file;                   // authorities to trust instead of the system's
    bool s3_path_style = true;                // https://host/bucket/…; false: https://bucket.host/…
    std::int64_t s3_cache_bytes = 10LL << 30; // of copies that this machine keeps
    std::string erasure_list; // a second home for the list of erasures: a file outside of the data folder
    std::string
        history_anchors;   // where the end of the history is noted; empty: history-anchors.jsonl in the data folder
    std::string log_level; // debug, info, warning, error, off; empty: info, or warning where a person watches
};
BOOST_DESCRIBE_STRUCT(Config, (),
                      (data, role, bind, port, database, redis, redis_ca_file, tls_certificate, tls_key, public_url,
                       cors_origins, max_upload_bytes, uploads_a_day, upload_bytes_a_day, retention_days,
                       links_without_account, workers, engine_seconds, demo, admin_email, school_name, registration,
                       oidc_issuer, oidc_client_id, oidc_client_secret, oidc_label, outgoing_allowed, trusted_proxy,
                       metrics_token, smtp_url, smtp_user, smtp_password, smtp_starttls, smtp_ca_file, mail_from,
                       sealing_keys, s3_endpoint, s3_bucket, s3_region, s3_access_key, s3_secret_key, s3_ca_file,
                       s3_path_style, s3_cache_bytes, erasure_list, history_anchors, log_level))

using Given = std::map<std::string, std::string>; // settings of the command line, by member name
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
std::optional<std::string> process_environment(const std::string& name);

// Throws Refusal that names the setting, where its value came from, and what was expected.
Config read_config(const Given& command_line, const Environment& environment = process_environment);
} // namespace app

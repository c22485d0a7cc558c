#include "server/metrics/metrics.hpp"
#include "server/metrics/process.hpp"
#include <map>
#include <mutex>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace metrics
{
namespace
{
using Counters = prometheus::Family<prometheus::Counter>;
using Gauges = prometheus::Family<prometheus::Gauge>;
using Histograms = prometheus::Family<prometheus::Histogram>;

// Few, because every route has its own: a scrape stays below 3,000 series.
const prometheus::Histogram::BucketBoundaries request_seconds{0.01, 0.05, 0.25, 1, 5};
const prometheus::Histogram::BucketBoundaries stage_seconds{0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900, 1800};
const prometheus::Histogram::BucketBoundaries wait_seconds{0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600, 3600};

std::string text_of(std::string_view text) { return std::string(text); }
} // namespace

struct Metrics::Registry {
    prometheus::Registry all;
    Counters& counters(const char* name, const char* help)
    {
        return prometheus::BuildCounter().Name(name).Help(help).Register(all);
    }
    Gauges& gauges(const char* name, const char* help)
    {
        return prometheus::BuildGauge().Name(name).Help(help).Register(all);
    }
    Histograms& histograms(const char* name, const char* help)
    {
        return prometheus::BuildHistogram().Name(name).Help(help).Register(all);
    }

    Gauges& build = gauges("batchops_build_info", "Version of this binary");
    Counters& requests = counters("batchops_http_requests_total", "HTTP requests answered");
    Histograms& request_time = histograms("batchops_http_request_duration_seconds", "Time to answer an HTTP request");
    Counters& uploads = counters("batchops_uploads_total", "Files sent, by outcome");
    Counters& upload_bytes = counters("batchops_upload_bytes_total", "Bytes of accepted files");
    Counters& runs_created = counters("batchops_runs_created_total", "Runs created");
    Counters& runs_finished = counters("batchops_runs_finished_total", "Runs that reached a final state");
    Histograms& waits = histograms("batchops_run_wait_seconds", "Time from creation of a run to its start");
    Histograms& stages = histograms("batchops_run_stage_duration_seconds", "Time a stage took");
    Counters& reports = counters("batchops_reports_published_total", "Report files published");
    Counters& auth_failures = counters("batchops_auth_failures_total", "Refused sign-ins and tokens");
    Counters& rate_limited = counters("batchops_rate_limited_total", "Requests refused because of a rate limit");
    Counters& wakeups_heard = counters("batchops_wakeups_heard_total",
                                       "Hints to look now: of other processes, or that they can be heard again");
    Gauges& wakeups = gauges("batchops_wakeups", "How processes wake each other: 1 for what is in force");
    Gauges& redis_up = gauges("batchops_redis_up", "Whether Redis carries wake-ups, where one is named");
    Gauges& redis_evicts = gauges("batchops_redis_may_evict", "Whether Redis throws entries away when it is full");
    Gauges& runs = gauges("batchops_runs", "Runs by state");
    Gauges& incidents = gauges("batchops_incidents", "Incidents by state and severity");
    Gauges& incident_events = gauges("batchops_incident_events_waiting", "Events that incidents are to be opened from");
    Gauges& depth = gauges("batchops_queue_depth", "Runs waiting for a worker");
    Gauges& oldest = gauges("batchops_queue_oldest_age_seconds", "Age of the oldest waiting run");
    Gauges& leases = gauges("batchops_expired_leases", "Running runs whose worker stopped renewing its lease");
    Gauges& workers = gauges("batchops_workers", "Workers with a recent heartbeat");
    Gauges& outbox = gauges("batchops_outbox_pending", "Messages not sent yet");
    Gauges& outbox_age = gauges("batchops_outbox_oldest_age_seconds", "Age of the oldest message not sent yet");
    Gauges& free = gauges("batchops_storage_free_bytes", "Free bytes where files are stored");
    Gauges& size = gauges("batchops_storage_size_bytes", "Size of the file system where files are stored");
    Gauges& memory = gauges("process_resident_memory_bytes", "Resident memory");
    Gauges& descriptors = gauges("process_open_fds", "Open file descriptors");
    Gauges& started = gauges("process_start_time_seconds", "Start of the process since 1970");
    Counters& cpu = counters("process_cpu_seconds_total", "User and system time");
    std::mutex cpu_mutex;
};

Metrics::Metrics() : registry_(std::make_unique<Registry>())
{
    registry_->build.Add({{"version", BATCHOPS_VERSION}}).Set(1);
    registry_->started.Add({}).Set(start_time_seconds());
}
Metrics::~Metrics() = default;

void Metrics::http_request(std::string_view route, std::string_view method, int status, double seconds)
{
    // Paths and methods that no route knows are the caller's words: they would make series without end.
    auto known = route.empty() ? "other" : text_of(route);
    auto verb =
        method == "GET" || method == "POST" || method == "HEAD" || method == "OPTIONS" ? text_of(method) : "other";
    registry_->requests.Add({{"route", known}, {"method", verb}, {"status", std::to_string(status)}}).Increment();
    registry_->request_time.Add({{"route", known}, {"method", verb}}, request_seconds).Observe(seconds);
}

void Metrics::upload(std::string_view department, std::string_view type, std::string_view outcome, std::uint64_t bytes)
{
    registry_->uploads
        .Add({{"department", text_of(department)}, {"type", text_of(type)}, {"outcome", text_of(outcome)}})
        .Increment();
    registry_->upload_bytes.Add({}).Increment(static_cast<double>(bytes));
}

void Metrics::run_created(std::string_view department, std::string_view kind, std::string_view trigger)
{
    registry_->runs_created
        .Add({{"department", text_of(department)}, {"kind", text_of(kind)}, {"trigger", text_of(trigger)}})
        .Increment();
}

void Metrics::run_finished(std::string_view department, std::string_view kind, std::string_view outcome)
{
    registry_->runs_finished
        .Add({{"department", text_of(department)}, {"kind", text_of(kind)}, {"outcome", text_of(outcome)}})
        .Increment();
}

void Metrics::run_waited(double seconds) { registry_->waits.Add({}, wait_seconds).Observe(seconds); }

void Metrics::stage(std::string_view stage, std::string_view kind, double seconds)
{
    registry_->stages.Add({{"stage", text_of(stage)}, {"kind", text_of(kind)}}, stage_seconds).Observe(seconds);
}

void Metrics::report_published(std::string_view format)
{
    registry_->reports.Add({{"format", text_of(format)}}).Increment();
}

void Metrics::auth_failure(std::string_view reason)
{
    registry_->auth_failures.Add({{"reason", text_of(reason)}}).Increment();
}

void Metrics::rate_limited(std::string_view scope)
{
    registry_->rate_limited.Add({{"scope", text_of(scope)}}).Increment();
}

void Metrics::wakeup_heard(std::string_view mode, std::string_view topic)
{
    registry_->wakeups_heard.Add({{"mode", text_of(mode)}, {"topic", text_of(topic)}}).Increment();
}

std::string Metrics::text(const State& state)
{
    auto& all = *registry_;
    for (const auto& each : state.runs)
        all.runs.Add({{"state", each.state}, {"queue", "default"}}).Set(static_cast<double>(each.runs));
    for (const auto& each : state.incidents)
        all.incidents.Add({{"state", each.state}, {"severity", each.severity}})
            .Set(static_cast<double>(each.incidents));
    all.incident_events.Add({}).Set(static_cast<double>(state.incident_events_waiting));
    all.depth.Add({{"queue", "default"}}).Set(static_cast<double>(state.queue_depth));
    all.oldest.Add({{"queue", "default"}}).Set(state.queue_oldest_age_seconds);
    all.leases.Add({}).Set(static_cast<double>(state.expired_leases));
    all.workers.Add({}).Set(static_cast<double>(state.workers));
    all.outbox.Add({}).Set(static_cast<double>(state.outbox_pending));
    all.outbox_age.Add({}).Set(state.outbox_oldest_age_seconds);
    all.free.Add({}).Set(static_cast<double>(state.storage_free_bytes));
    all.size.Add({}).Set(static_cast<double>(state.storage_size_bytes));
    for (const auto* mode : {"in_process", "redis", "notify", "polling"})
        all.wakeups.Add({{"mode", mode}}).Set(state.wakeups == mode ? 1 : 0);
    if (state.redis_up) {
        all.redis_up.Add({}).Set(*state.redis_up ? 1 : 0);
        all.redis_evicts.Add({}).Set(state.redis_may_evict ? 1 : 0);
    }
    all.memory.Add({}).Set(resident_bytes());
    all.descriptors.Add({}).Set(open_descriptors());
    {
        std::lock_guard lock(all.cpu_mutex);
        auto& cpu = all.cpu.Add({});
        cpu.Increment(cpu_seconds() - cpu.Value());
    }
    return prometheus::TextSerializer().Serialize(all.all.Collect());
}
} // namespace metrics

#include "engine/transform/database.hpp"
#include "base/json.hpp"
#include "engine/transform/vectors.hpp"

namespace engine::sql
{
namespace
{
// `reason` is asked for only where something failed.
template <class Reason> void check(duckdb_state state, Reason reason)
{
    if (state == DuckDBSuccess) return;
    const char* message = reason();
    throw SqlError(message ? message : "DuckDB gave no reason");
}

std::string member(const json::object& error, std::string_view name)
{
    const auto* found = error.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

class Config
{
public:
    Config()
    {
        check(api().create_config(config_.out()), [] { return "DuckDB takes no configuration"; });
    }
    void set(const char* name, const std::string& value)
    {
        check(api().set_config(config_.get(), name, value.c_str()), [&] { return name; });
    }
    duckdb_config get() const { return config_.get(); }

private:
    Handle<duckdb_config, &Api::destroy_config> config_;
};
} // namespace

SqlError::Parts SqlError::parts_of(const std::string& raw)
{
    Parts parts{raw, {}, {}};
    auto begin = raw.find('{');
    boost::system::error_code failed;
    auto document = begin == raw.npos ? json::value() : json::parse(std::string_view(raw).substr(begin), failed);
    if (failed || !document.is_object()) return parts;
    const auto& error = document.get_object();
    parts.message = member(error, "exception_message");
    parts.message.erase(std::min(parts.message.find("\n\tCandidate functions"), parts.message.size()));
    for (auto& c : parts.message)
        if (c == '\n') c = ' ';
    parts.name = member(error, "name");
    parts.is_missing_table = member(error, "exception_type") == "Catalog" && member(error, "type") == "Table";
    parts.is_out_of_memory = member(error, "exception_type") == "Out of Memory";
    if (auto position = member(error, "position"); !position.empty()) parts.position = std::stoul(position);
    return parts;
}

SqlError::SqlError(const std::string& raw) : SqlError(parts_of(raw)) {}
SqlError::SqlError(Parts parts)
    : std::runtime_error(parts.message), position_(parts.position), is_missing_table_(parts.is_missing_table),
      is_out_of_memory_(parts.is_out_of_memory), name_(std::move(parts.name))
{
}

std::string in_quotes(std::string_view text, char mark)
{
    std::string out(1, mark);
    for (char c : text) out.append(c == mark ? 2 : 1, c);
    return out += mark;
}

Database::Database(const Limits& limits, Access access)
{
    Config config;
    config.set("threads", std::to_string(limits.threads));
    config.set("memory_limit", std::to_string(limits.memory_bytes) + "B");
    config.set("temp_directory", limits.spill);
    config.set("autoload_known_extensions", "false");
    config.set("autoinstall_known_extensions", "false");
    config.set("allow_community_extensions", "false");
    config.set("preserve_insertion_order", "true");
    char* reason = nullptr;
    if (api().open_ext(nullptr, database_.out(), config.get(), &reason) != DuckDBSuccess) {
        std::string message = reason ? reason : "";
        api().free(reason);
        throw SqlError(message);
    }
    check(api().connect(database_.get(), connection_.out()), [] { return "DuckDB takes no connection"; });
    // Said at the start it has no effect.
    if (!limits.spill.empty()) run("SET max_temp_directory_size='" + std::to_string(limits.spill_bytes) + "B'");
    // Once the folder to spill to is set: it stays allowed then.
    if (access == Access::none) run("SET enable_external_access=false");
    run("SET errors_as_json=true");
    run("SET TimeZone='UTC'");
    run("SET ieee_floating_point_ops=false"); // division by zero is unknown, as in checks
}

void Database::run(const std::string& statement)
{
    duckdb_result result;
    auto state = api().query(connection(), statement.c_str(), &result);
    std::string reason = state == DuckDBSuccess ? "" : api().result_error(&result);
    api().destroy_result(&result);
    if (state != DuckDBSuccess) throw SqlError(reason);
}

std::string Database::text(const std::string& statement, std::string_view argument) const
{
    auto prepared = prepare(statement);
    check(api().bind_varchar_length(prepared.get(), 1, argument.data(), argument.size()),
          [] { return "no argument expected"; });
    Result result;
    result.take_all(prepared.get());
    DataChunk chunk;
    std::string room;
    if (!result.next(chunk)) return {};
    return std::string(VectorReader(api().data_chunk_get_vector(chunk.get(), 0)).text(0, room));
}

Prepared Database::prepare(const std::string& statement) const
{
    Prepared prepared;
    check(api().prepare(connection(), statement.c_str(), prepared.out()),
          [&] { return api().prepare_error(prepared.get()); });
    return prepared;
}

void Result::start(duckdb_prepared_statement statement)
{
    Pending pending;
    check(api().pending_prepared_streaming(statement, pending.out()),
          [&] { return api().pending_error(pending.get()); });
    check(api().execute_pending(pending.get(), &result_), [&] { return api().result_error(&result_); });
}

void Result::take_all(duckdb_prepared_statement statement)
{
    check(api().execute_prepared(statement, &result_), [&] { return api().result_error(&result_); });
}

bool Result::next(DataChunk& chunk)
{
    chunk = DataChunk(api().fetch_chunk(result_));
    if (chunk.get()) return api().data_chunk_get_size(chunk.get()) > 0;
    if (const auto* reason = api().result_error(&result_)) throw SqlError(reason);
    return false;
}
} // namespace engine::sql

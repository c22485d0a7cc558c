#include "engine/publish/parquet/parquet_writer.hpp"
#include "engine/transform/database.hpp"
#include "engine/transform/vectors.hpp"
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>

namespace engine
{
namespace
{
using namespace sql;

FieldType field_type(CellType type)
{
    switch (type) {
    case CellType::integer:
        return FieldType::integer;
    case CellType::number:
        return FieldType::number;
    case CellType::date:
        return FieldType::date;
    case CellType::datetime:
        return FieldType::datetime;
    case CellType::time:
        return FieldType::time;
    case CellType::boolean:
        return FieldType::boolean;
    case CellType::text:
        break;
    }
    return FieldType::string;
}

const char* type_name(CellType type)
{
    switch (type) {
    case CellType::integer:
        return "BIGINT";
    case CellType::number:
        return "DOUBLE";
    case CellType::date:
        return "DATE";
    case CellType::datetime:
        return "TIMESTAMP";
    case CellType::time:
        return "TIME";
    case CellType::boolean:
        return "BOOLEAN";
    case CellType::text:
        break;
    }
    return "VARCHAR";
}

void copy_file(const std::string& path, ByteSink& sink)
{
    struct File {
        explicit File(const std::string& name) : number(::open(name.c_str(), O_RDONLY | O_CLOEXEC))
        {
            if (number < 0) throw std::system_error(errno, std::generic_category(), "the Parquet file");
        }
        ~File() { ::close(number); }
        int number;
    } file(path);
    FileSource source(file.number);
    std::string buffer(1 << 16, '\0');
    std::uint64_t at = 0;
    while (auto got = source.read(at, buffer)) {
        sink.write(std::string_view(buffer).substr(0, got));
        at += got;
    }
}

class ParquetWriter final : public TableWriter
{
public:
    ParquetWriter(ByteSink& sink, std::vector<OutputColumn> columns, const std::string& folder)
        : sink_(sink), columns_(std::move(columns)), folder_(folder), database_(limits(folder), Access::spill_folder)
    {
        std::string create = "CREATE TABLE rows (";
        std::vector<LogicalType> types;
        std::vector<duckdb_logical_type> given;
        for (const auto& column : columns_) {
            create += (types.empty() ? "" : ", ") + in_quotes(column.name, '"') + " " + type_name(column.type);
            types.emplace_back(api().create_logical_type(sql_type(field_type(column.type))));
            given.push_back(types.back().get());
        }
        database_.run(create + ")");
        if (api().appender_create(database_.connection(), nullptr, "rows", appender_.out()) != DuckDBSuccess) fail();
        chunk_ = DataChunk(api().create_data_chunk(given.data(), given.size()));
        start_chunk();
    }

    void row(std::span<const std::string_view> cells) override
    {
        for (std::size_t at = 0; at < columns_.size(); ++at) {
            try {
                vectors_[at].put(used_, cells[at]);
            } catch (const CellError& error) {
                throw std::runtime_error(fmt::format("clean.parquet cannot be written: in the column {}, {}.",
                                                     columns_[at].title, error.what()));
            }
        }
        if (++used_ == api().vector_size()) flush();
    }

    void finish() override
    {
        flush();
        if (api().appender_close(appender_.get()) != DuckDBSuccess) fail();
        auto path = folder_ + "/clean.parquet";
        database_.run("COPY rows TO " + in_quotes(path, '\'') + " (FORMAT parquet, COMPRESSION zstd)");
        copy_file(path, sink_);
        std::filesystem::remove(path);
    }

private:
    static Limits limits(const std::string& folder)
    {
        Limits limits;
        limits.spill = folder;
        return limits;
    }

    [[noreturn]] void fail()
    {
        const char* reason = api().appender_error(appender_.get());
        throw std::runtime_error(std::string("clean.parquet cannot be written: ") +
                                 (reason ? reason : "no reason given"));
    }

    void start_chunk()
    {
        api().data_chunk_reset(chunk_.get());
        vectors_.clear();
        for (std::size_t at = 0; at < columns_.size(); ++at)
            vectors_.emplace_back(field_type(columns_[at].type), api().data_chunk_get_vector(chunk_.get(), at));
        used_ = 0;
    }

    void flush()
    {
        if (used_ == 0) return;
        api().data_chunk_set_size(chunk_.get(), used_);
        if (api().append_data_chunk(appender_.get(), chunk_.get()) != DuckDBSuccess) fail();
        start_chunk();
    }

    ByteSink& sink_;
    std::vector<OutputColumn> columns_;
    std::string folder_;
    Database database_;
    Handle<duckdb_appender, &Api::appender_destroy> appender_;
    DataChunk chunk_;
    std::vector<VectorWriter> vectors_;
    idx_t used_ = 0; // rows of the chunk
};
} // namespace

std::unique_ptr<TableWriter> parquet_writer(ByteSink& sink, std::vector<OutputColumn> columns,
                                            const std::string& folder)
{
    return std::make_unique<ParquetWriter>(sink, std::move(columns), folder);
}
} // namespace engine

#include "engine/transform/duckdb.hpp"
#include <dlfcn.h>
#include <stdexcept>
#include <string>

namespace engine::sql
{
namespace
{
constexpr auto library_name = "libduckdb.so";

void* function(void* library, const char* name)
{
    if (auto* found = dlsym(library, name)) return found;
    throw std::runtime_error(std::string("libduckdb.so beside the program has no ") + name +
                             "; it is another version. Install BatchOps again, with its own libduckdb.so.");
}

Api open_library()
{
    auto* library = dlopen(library_name, RTLD_LAZY | RTLD_LOCAL); // found by the program's own run path
    if (!library)
        throw std::runtime_error("transform and Parquet need libduckdb.so beside the program, and it cannot be "
                                 "opened there. Install BatchOps again, with its libduckdb.so.");
    Api api;
#define BATCHOPS_DUCKDB_FIND(name) api.name = reinterpret_cast<decltype(api.name)>(function(library, "duckdb_" #name));
    BATCHOPS_DUCKDB_FUNCTIONS(BATCHOPS_DUCKDB_FIND)
#undef BATCHOPS_DUCKDB_FIND
    return api;
}
} // namespace

const Api& api()
{
    static const Api opened = open_library();
    return opened;
}
} // namespace engine::sql

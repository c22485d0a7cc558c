#include "engine/transform/duckdb.hpp"
#include <dlfcn.h>
#include <filesystem>
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
    // By its whole path: under a sanitizer it is the sanitizer's library that opens, and its run path that counts.
    auto beside = std::filesystem::read_symlink("/proc/self/exe").replace_filename(library_name);
    auto* library = dlopen(beside.c_str(), RTLD_LAZY | RTLD_LOCAL);
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
